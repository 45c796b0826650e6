// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The command-line tools of inotify-tools, inotifywait and inotifywatch: their options, formats and
 * exit codes, for scripts that call them. They print what the kernel reports and transfer nothing.
 */
package dev.rivulet.watch.tools;
