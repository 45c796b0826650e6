// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Reads an {@code lsyncd.conf}: a Lua program that calls {@code settings} and {@code sync}.
 *
 * <p>The program is evaluated with Lua's base, table, string and math libraries only. What it asks
 * for is checked key by key; a key that would not have the effect it has in lsyncd is refused with
 * its place and what to do instead.
 *
 * <pre>
 * LsyncdConfig -> ConfigScript -> LuaProgram
 *              -> SyncReader   -> RsyncKeys, SshKeys, Patterns, ExitCodes -> Keys
 * </pre>
 */
package dev.rivulet.watch.config.lsyncd;
