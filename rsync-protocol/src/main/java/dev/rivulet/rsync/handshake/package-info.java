// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Everything up to the file list: greeting, authentication, negotiation and its result. */
package dev.rivulet.rsync.handshake;
