// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The rsync daemon: the facade for embedding it, and one connection from greeting to goodbye.
 *
 * <pre>
 * net, host, auth -> config
 * log -> host
 * daemon -> net, host, auth, config, log
 * </pre>
 */
package dev.rivulet.daemon;
