// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.watch.hook.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs {@code prefix PATH suffix}, without a shell between: whatever a name holds, it is one
 * argument.
 */
public final class CommandPlugin implements PathAction {
  private final Command prefix;
  private final List<byte[]> suffix;
  private final boolean ignoresErrors;
  private final List<Pattern> includes;

  /**
   * The plugin {@code command}.
   *
   * @param prefix the program and its first arguments
   * @param suffix arguments behind the path
   * @param ignoresErrors whether neither its output nor its failure is told
   * @param includes expressions, compared with the complete path byte by byte; one must match
   *     unless there is none
   */
  public CommandPlugin(
      Command prefix, List<byte[]> suffix, boolean ignoresErrors, List<Pattern> includes) {
    this.prefix = ignoresErrors ? prefix.silenced() : prefix;
    this.suffix = List.copyOf(suffix);
    this.ignoresErrors = ignoresErrors;
    this.includes = List.copyOf(includes);
  }

  @Override
  public String name() {
    return prefix.toString();
  }

  @Override
  public void on(ChangedPath changed) throws IOException, InterruptedException {
    byte[] path = changed.absolute();
    if (!isIncluded(path)) {
      return;
    }
    List<byte[]> arguments = new ArrayList<>(suffix);
    arguments.add(0, path);
    try {
      prefix.with(arguments).run(Map.of());
    } catch (IOException e) {
      if (!ignoresErrors) {
        throw e;
      }
    }
  }

  private boolean isIncluded(byte[] path) {
    String text = new String(path, StandardCharsets.ISO_8859_1);
    return includes.isEmpty()
        || includes.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }
}
