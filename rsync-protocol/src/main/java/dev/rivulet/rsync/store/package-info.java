// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** The only package that touches files: rooted trees, staged files, attributes, identities. */
package dev.rivulet.rsync.store;
