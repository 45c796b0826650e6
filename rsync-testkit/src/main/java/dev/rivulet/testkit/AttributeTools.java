// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Extended attributes and access control lists as the system's own commands see them (setfattr(1),
 * getfattr(1), setfacl(1)): independent of the code under test.
 */
final class AttributeTools {
  private static final String FILE_LABEL = "# file: ";

  private AttributeTools() {}

  /** Whether the commands are installed and the file system of a directory has what they set. */
  static boolean work(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, "probe", "");
    try {
      return Stream.of("setfattr", "getfattr", "setfacl").allMatch(AttributeTools::isInstalled)
          && run("setfattr", "-n", "user.probe", "-v", "x", probe.toString())
          && run("setfacl", "-m", "u:1:r", probe.toString());
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean isInstalled(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }

  /** Sets an attribute; false if that is not allowed. */
  static boolean set(Path path, String name, String value) throws IOException {
    return run("setfattr", "-h", "-n", name, "-v", value, path.toString());
  }

  /** Changes a list, or with {@code d:} in front of the entry a default one. */
  static boolean allow(Path path, String entry) throws IOException {
    return run("setfacl", "-m", entry, path.toString());
  }

  /**
   * What every object of a tree has: by the name the command gives it, the lines it prints, values
   * in hexadecimal digits. Objects without anything are not in it.
   */
  static SortedMap<String, String> dump(Path tree) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    if (!isInstalled("getfattr")) {
      return found;
    }
    Process process =
        new ProcessBuilder("getfattr", "-R", "-h", "-P", "-d", "-m", "-", "-e", "hex", ".")
            .directory(tree.toFile())
            .redirectError(new File("/dev/null"))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    end(process);
    for (String block : text.split("\n\n")) {
      List<String> lines = block.strip().lines().toList();
      if (!lines.isEmpty() && lines.get(0).startsWith(FILE_LABEL)) {
        String name = lines.get(0).substring(FILE_LABEL.length());
        found.put(name, String.join(" ", lines.subList(1, lines.size())));
      }
    }
    return found;
  }

  private static boolean run(String... words) throws IOException {
    return end(
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start());
  }

  private static boolean end(Process process) throws IOException {
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
