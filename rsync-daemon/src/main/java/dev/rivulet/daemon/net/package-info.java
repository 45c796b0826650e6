// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** How clients reach the daemon: listeners, and the connections they hand over. */
package dev.rivulet.daemon.net;
