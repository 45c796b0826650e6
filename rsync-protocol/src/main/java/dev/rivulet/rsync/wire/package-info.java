// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Bytes to values and back, without decisions: primitives, frames, indexes, flags and limits. */
package dev.rivulet.rsync.wire;
