// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Bytes move here and nobody interprets them: connections and rate limits. */
package dev.rivulet.rsync.io;
