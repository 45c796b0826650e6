// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Where a program that mirrors says what happens: terminal, file, system log. */
package dev.rivulet.watch.log;
