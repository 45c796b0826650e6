// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.watch.source.Watch;
import java.util.List;

/**
 * What a {@link MirrorStatus} has no room for; a picture of one moment.
 *
 * @param watches that inotify keeps for the mirror, by number; none where changes are heard of in
 *     another way
 * @param backlogs one for each target
 */
public record MirrorDetails(List<Watch> watches, List<Backlog> backlogs) {}
