// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

/** One call of {@code sync}, understood. */
sealed interface Sync permits MirrorSync, ActionSync {}
