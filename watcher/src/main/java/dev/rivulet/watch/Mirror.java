// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One source directory, the targets that are kept equal to it, and how.
 *
 * @param name for status and log
 * @param source as rsync takes it: a trailing slash means its contents; not to be changed
 * @param targets each is kept by itself
 * @param options what is preserved, filtered and, by complete comparisons, deleted
 * @param client makes the transfers
 */
public record Mirror(
    String name,
    byte[] source,
    List<Endpoint> targets,
    TransferOptions options,
    RsyncClient client,
    MirrorSettings settings) {

  /**
   * @throws IllegalArgumentException without a source or a target, or with options that a mirror
   *     cannot have where another one goes in the opposite direction, where names are published in
   *     order, or where files are appended to
   */
  public Mirror {
    targets = List.copyOf(targets);
    if (source.length == 0 || targets.isEmpty()) {
      throw new IllegalArgumentException("a mirror needs a source and a target");
    }
    Optional<String> objection =
        StrictOrder.objection(options, settings)
            .or(() -> AppendOnly.objection(options, settings))
            .or(() -> settings.twoWay() ? TwoWay.objection(options) : Optional.empty());
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
  }

  /** A mirror with the usual settings, named after its source; it deletes if the options do. */
  public static Mirror of(
      byte[] source, List<Endpoint> targets, TransferOptions options, RsyncClient client) {
    MirrorSettings settings = MirrorSettings.builder().deletesLater(deletes(options)).build();
    String name = new String(source, StandardCharsets.UTF_8);
    return new Mirror(name, source, targets, options, client, settings);
  }

  public static boolean deletes(TransferOptions options) {
    return options.deletion().isOn() || options.selection().deleteMissingArgs();
  }

  Mirror withSettings(MirrorSettings other) {
    return new Mirror(name, source, targets, options, client, other);
  }

  public Mirror withOptions(TransferOptions other) {
    return new Mirror(name, source, targets, other, client, settings);
  }
}
