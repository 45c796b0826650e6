// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** What a transfer is asked to do, and its two textual forms: command line and server arguments. */
package dev.rivulet.rsync.options;
