// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** The program {@code sersync2}, also called {@code sersync}. */
package dev.rivulet.watch.program.sersync;
