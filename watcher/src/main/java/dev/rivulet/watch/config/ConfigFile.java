// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.watch.config.lsyncd.LsyncdConfig;
import dev.rivulet.watch.config.sersync.SersyncConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration of any kind that says what is to be mirrored. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a file by the reader of its kind.
   *
   * @throws ConfigException if it is of no kind, or its reader refuses it
   */
  public static WatchConfig read(Path file) throws ConfigException {
    ConfigKind kind = kind(file);
    return switch (kind) {
      case NATIVE -> new NativeConfig().read(file);
      case RSYNCD ->
          throw new ConfigException(
              file.toString(),
              "is the configuration of a daemon",
              "start it with rsyncd --config=" + file);
      case SERSYNC -> new SersyncConfig().read(file);
      case LSYNCD -> new LsyncdConfig().read(file);
    };
  }

  /** The kind of a file. */
  public static ConfigKind kind(Path file) throws ConfigException {
    try {
      return ConfigKind.detect(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      if (e instanceof ConfigException known) {
        throw known;
      }
      throw ConfigException.unreadable(file, e);
    }
  }
}
