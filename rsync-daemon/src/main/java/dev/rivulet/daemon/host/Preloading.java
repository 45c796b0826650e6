// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.compress.CompressionMethod;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes sure that code can still be loaded by threads that may not read the files it is in.
 *
 * <p>Classes are loaded by the thread that needs them first, with its identity, and a class that
 * could not be loaded once is never found again. An open jar stays open, so all jars are opened;
 * from directories of classes, as in development, everything of ours is loaded.
 */
final class Preloading {
  /** No jar has it, so the class loader looks into every one. */
  private static final String NOWHERE = "dev/rivulet/nowhere";

  /** Its classes do their work before there is an identity, and need a large library. */
  private static final String FRONT = "dev/rivulet/daemon/net/";

  private static final String SUFFIX = ".class";
  private static final System.Logger LOGGER = System.getLogger(Preloading.class.getName());

  private Preloading() {}

  /** Opens what can be opened, loads what has to be loaded; a second call finds little to do. */
  static void run() {
    ClassLoader loader = Preloading.class.getClassLoader();
    if (loader.getResource(NOWHERE) != null) {
      throw new IllegalStateException(NOWHERE + " exists");
    }
    for (Class<?> ours : List.of(Preloading.class, CompressionMethod.class)) {
      loadDirectoryOf(ours, loader);
    }
  }

  /** Loads the native libraries of compressors. */
  static void compressors() {
    for (CompressionMethod method : CompressionMethod.values()) {
      // Asking is what loads it; a message that nobody wants would not be made.
      boolean available = method.isAvailable();
      LOGGER.log(
          System.Logger.Level.DEBUG,
          () -> method.wireName() + (available ? " is available" : " is missing"));
    }
  }

  private static void loadDirectoryOf(Class<?> type, ClassLoader loader) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return;
    }
    try {
      Path root = Path.of(source.getLocation().toURI());
      Path packages = root.resolve("dev/rivulet");
      if (Files.isDirectory(packages)) {
        try (Stream<Path> files = Files.walk(packages)) {
          files
              .map(file -> root.relativize(file).toString())
              .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("package-info.class"))
              .filter(name -> !name.startsWith(FRONT))
              .forEach(name -> load(name, loader));
        }
      }
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot look for classes of " + source, e);
    }
  }

  private static void load(String file, ClassLoader loader) {
    String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot load " + name, e);
    }
  }
}
