// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code lsyncd}: lsyncd's command line, exit codes, log lines and status file in front
 * of the engine, so that a service file changes one path.
 */
package dev.rivulet.watch.program.lsyncd;
