// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.time.Duration;
import java.util.List;
import org.luaj.vm2.LuaTable;

/**
 * A sync that runs commands or functions of the configuration for events.
 *
 * @param place where it was called
 * @param source absolute, with a slash at the end; not to be changed
 * @param keys all of the sync, for its functions
 * @param patterns filter rules as words for rsync
 * @param delay how long an event waits
 * @param maxDelays how many events that wait cut that short
 * @param maxProcesses commands at one time
 */
record ActionSync(
    String place,
    String name,
    byte[] source,
    LuaTable keys,
    List<byte[]> patterns,
    Duration delay,
    int maxDelays,
    int maxProcesses)
    implements Sync {}
