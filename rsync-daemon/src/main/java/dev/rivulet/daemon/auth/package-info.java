// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Who may use a module with which password: rules, the secrets file, the seam for other sources.
 */
package dev.rivulet.daemon.auth;
