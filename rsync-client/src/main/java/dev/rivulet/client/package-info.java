// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The client half of rsync as a library: where to go ({@link dev.rivulet.client.Endpoint}), how to
 * get there ({@link dev.rivulet.client.Connector}), and the transfers themselves ({@link
 * dev.rivulet.client.RsyncClient}).
 *
 * <pre>
 *   RsyncClient -> Connector -> DaemonConnection (greeting, module, login, arguments)
 *        |                          |
 *        +-----------> engine.Session over the connection
 * </pre>
 */
package dev.rivulet.client;
