// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** What the daemon needs of the system around it: users, identities of threads, process files. */
package dev.rivulet.daemon.host;
