// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** The command words of {@code rsync-watch} and the programs that run a configuration file. */
package dev.rivulet.watch.program;
