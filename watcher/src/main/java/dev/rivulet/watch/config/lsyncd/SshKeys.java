// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaValue;

/** The table {@code ssh} of a sync as the command line of a remote shell. */
final class SshKeys {
  private SshKeys() {}

  /**
   * The command for {@code --rsh}, empty if the table says nothing. A word with blanks is quoted as
   * rsync reads it.
   */
  static byte[] command(Keys ssh) throws ConfigException {
    List<byte[]> words = new ArrayList<>();
    Optional<byte[]> binary = ssh.bytes("binary");
    ssh.bytes("identityFile").ifPresent(file -> words.addAll(List.of(ascii("-i"), file)));
    for (String option : options(ssh.table("options"))) {
      words.addAll(List.of(ascii("-o"), option.getBytes(StandardCharsets.UTF_8)));
    }
    ssh.bytes("port").ifPresent(port -> words.addAll(List.of(ascii("-p"), port)));
    words.addAll(ssh.texts("_extra"));
    ssh.requireNoOthers("Parameter", List.of());
    if (binary.isEmpty() && words.isEmpty()) {
      return new byte[0];
    }
    words.add(0, binary.orElse(ascii("ssh")));
    return line(words);
  }

  private static List<String> options(Keys options) {
    List<String> texts = new ArrayList<>();
    for (LuaValue name : options.names()) {
      String value = options.take(name).tojstring();
      texts.add(name.isint() ? value : name.tojstring() + "=" + value);
    }
    return texts;
  }

  private static byte[] line(List<byte[]> words) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte[] word : words) {
      if (line.size() > 0) {
        line.write(' ');
      }
      line.writeBytes(quoted(word));
    }
    return line.toByteArray();
  }

  /** rsync splits at blanks outside quotes; a quote in quotes is written twice. */
  private static byte[] quoted(byte[] word) {
    String text = new String(word, StandardCharsets.ISO_8859_1);
    if (!text.isEmpty() && text.chars().noneMatch(c -> c == ' ' || c == '\'' || c == '"')) {
      return Arrays.copyOf(word, word.length);
    }
    String quoted = "'" + text.replace("'", "''") + "'";
    return quoted.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
