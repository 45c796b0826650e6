// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a login would fail: the secrets file, who may read it, and who stands in it. */
final class SecretsCheck implements RsyncdCheck {
  private static final int READABLE_BY_OTHERS = 07;

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (String module : file.modules()) {
      Optional<Setting> users = file.effective(module, "auth users");
      if (users.isPresent()) {
        examine(file, module, users.get(), findings);
      }
    }
  }

  private static void examine(RsyncdFile file, String module, Setting users, Findings findings) {
    Optional<Setting> secrets = file.effective(module, "secrets file");
    if (secrets.isEmpty()) {
      findings.problem(
          users.place(),
          "[" + module + "] has auth users and no secrets file: every login fails",
          "add \"secrets file = ...\"");
      return;
    }
    Path path = Path.of(ByteText.display(secrets.get().meant()));
    String place = secrets.get().place();
    try {
      boolean strict = !file.isOff(module, "strict modes");
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      if (strict && (mode & READABLE_BY_OTHERS) != 0) {
        findings.problem(
            place, path + " may be read by others, so every login fails", "chmod 600 " + path);
      }
      expectUsers(path, users, findings);
    } catch (IOException e) {
      findings.problem(
          place,
          path + (Files.exists(path) ? " cannot be read here" : " does not exist here"),
          "make it, with mode 600");
    }
  }

  private static void expectUsers(Path path, Setting users, Findings findings) throws IOException {
    Set<String> known = new HashSet<>();
    int number = 0;
    for (String line : Files.readString(path, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      int colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        known.add(line.substring(0, colon));
        if (line.matches(".*\\s#.*")) {
          findings.problem(
              path + ":" + number,
              "what stands behind the password is part of it",
              "put the comment into a line of its own");
        }
      }
    }
    List<String> entries = Blanks.entries(users.meant());
    for (String entry : entries) {
      String name = entry.replaceFirst(":(rw|ro|deny)$", "");
      if (!name.startsWith("@") && !name.matches(".*[*?\\[].*") && !known.contains(name)) {
        findings.problem(
            users.place(), "\"" + name + "\" has no line in " + path, "add NAME:PASSWORD");
      }
    }
  }
}
