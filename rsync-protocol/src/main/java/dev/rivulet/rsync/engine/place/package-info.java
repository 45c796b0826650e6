// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Where things are put at the receiving end: the destination its argument means, and the
 * directories of temporary files, partial files and backups. Internal to the engine, no API.
 *
 * <pre>
 *   DestinationArgument -&gt; Destination
 *   Places -&gt; BackupPlace, PartialFiles, TemporaryPlace -&gt; OptionDirectory -&gt; Destination
 *   Backups -&gt; BackupPlace, FileCopy
 * </pre>
 */
package dev.rivulet.rsync.engine.place;
