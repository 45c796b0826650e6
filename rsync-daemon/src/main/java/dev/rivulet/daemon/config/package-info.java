// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * {@code rsyncd.conf}: its grammar, its parameters and who may connect.
 *
 * <p>A file is read once per connection into immutable values. Text is kept as the file has it, one
 * {@code char} per byte, because paths are bytes.
 */
package dev.rivulet.daemon.config;
