// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The drop-in program: one launcher that is rsync's client, the server a remote shell starts, the
 * daemon, and the watcher, as its arguments say. Everything printed is printed here.
 *
 * <pre>
 *   Main -> ClientCommand -> RsyncClient, TransferPrinter -> Console
 *        -> ServerCommand -> Session
 *        -> daemon, watcher (their classes are loaded only then)
 * </pre>
 *
 * <p>The path of a plain transfer avoids lambdas, streams, regular expressions and formatters:
 * their first use costs as much as the transfer of a small file.
 */
package dev.rivulet.cli;
