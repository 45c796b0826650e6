// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.Map;

/**
 * Comments behind a value, which become part of it: a comment needs a line of its own. What comes
 * of it depends on the parameter. Booleans are the matter of {@link BooleanCheck}.
 */
final class TrailingCommentCheck implements RsyncdCheck {
  private static final Map<String, String> EFFECTS =
      Map.ofEntries(
          Map.entry("log file", "the log goes to a file with the comment in its name"),
          Map.entry("pid file", "the process id goes to a file with the comment in its name"),
          Map.entry("lock file", "connections are counted in a file with the comment in its name"),
          Map.entry("secrets file", "no such file is found, so every login fails"),
          Map.entry("motd file", "no such file is found, so no message is shown"),
          Map.entry("path", "no such directory is found, so the module cannot be used"),
          Map.entry("comment", "listings show all of it"),
          Map.entry("uid", "no such user is found, so the module cannot be used"),
          Map.entry("gid", "no such group is found, so the module cannot be used"),
          Map.entry("auth users", "its words count as more users, who do not exist"),
          Map.entry("hosts allow", "its words count as more hosts, which do not exist"),
          Map.entry(
              "hosts deny",
              "its words are no addresses, and what cannot be resolved denies everybody who is not"
                  + " in hosts allow"));

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (Setting setting : file.settings()) {
      if (setting.hasTrailingComment() && setting.parameter().isPresent()) {
        examine(setting, setting.parameter().get(), findings);
      }
    }
  }

  private static void examine(Setting setting, RsyncdParameter parameter, Findings findings) {
    String remedy = "write \"" + parameter.name() + " = " + meant(setting) + "\"";
    switch (parameter.kind()) {
      case NUMBER ->
          findings.note(
              setting.place(),
              "the comment behind the number does no harm: it ends where its digits end");
      case TEXT ->
          findings.problem(
              setting.place(),
              "there are no comments behind a value: "
                  + EFFECTS.getOrDefault(parameter.name(), "the comment is part of the value"),
              remedy + " and put the comment into a line of its own");
      case BOOLEAN -> {
        // Whether it has a comment or other words makes no difference.
      }
    }
  }

  private static String meant(Setting setting) {
    return ByteText.display(setting.meant());
  }
}
