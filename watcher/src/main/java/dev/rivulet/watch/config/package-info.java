// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is to be mirrored, and the files it is read from.
 *
 * <p>A {@link dev.rivulet.watch.config.ConfigKind} is told by what is in a file, not by its name;
 * the reader of that kind makes a configuration of it. Nothing here watches or connects to
 * anything.
 */
package dev.rivulet.watch.config;
