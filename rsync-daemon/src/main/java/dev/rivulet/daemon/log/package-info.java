// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the daemon writes down: lines for its operator in a file or in syslog, and troubles of its
 * own. Knows neither connections nor modules.
 *
 * <pre>
 * DaemonLog -&gt; LogFile, Syslog -&gt; Diagnostics
 * </pre>
 */
package dev.rivulet.daemon.log;
