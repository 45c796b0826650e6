// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What sersync does beside transferring: plugins that hear of every path, and the log of what could
 * not be sent yet.
 */
package dev.rivulet.watch.sersync;
