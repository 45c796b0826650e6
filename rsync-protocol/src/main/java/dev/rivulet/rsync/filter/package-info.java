// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Include and exclude rules: parsing, matching, merge files, transmission. */
package dev.rivulet.rsync.filter;
