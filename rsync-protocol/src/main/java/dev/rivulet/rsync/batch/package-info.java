// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Transfers in files: recorded, and repeated. */
package dev.rivulet.rsync.batch;
