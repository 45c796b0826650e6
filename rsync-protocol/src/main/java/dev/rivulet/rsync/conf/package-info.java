// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The form of {@code rsyncd.conf}, whatever the parameters mean: blanks, lines, names, and which
 * files a file includes. Two programs have configurations of this form.
 */
package dev.rivulet.rsync.conf;
