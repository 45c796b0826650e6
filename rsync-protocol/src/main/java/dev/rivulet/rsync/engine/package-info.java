// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** The decisions: sender, generator, receiver and the session that runs them. */
package dev.rivulet.rsync.engine;
