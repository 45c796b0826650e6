// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** File lists: walking, sorting, encoding, decoding, validating, indexing. */
package dev.rivulet.rsync.flist;
