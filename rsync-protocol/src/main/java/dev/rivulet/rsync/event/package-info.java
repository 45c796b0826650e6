// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** What a transfer tells the program around it. */
package dev.rivulet.rsync.event;
