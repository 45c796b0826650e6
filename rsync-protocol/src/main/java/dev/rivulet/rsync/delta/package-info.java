// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** The delta algorithm: block sums of a basis, the search in a source, the rebuilding. */
package dev.rivulet.rsync.delta;
