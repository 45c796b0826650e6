// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Weak rolling sums and strong digests. */
package dev.rivulet.rsync.checksum;
