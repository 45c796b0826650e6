// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the user of a writable module, which is nobody unless {@code uid} says otherwise, may
 * write to its directory. What a group may write to is left alone: who is in it is not known here.
 */
final class WriteAccessCheck implements RsyncdCheck {
  private static final String USUAL_USER = "nobody";
  private static final int BY_OWNER = 0200;
  private static final int BY_GROUP_OR_OTHERS = 022;

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (String module : file.modules()) {
      Optional<Setting> path = file.effective(module, "path");
      if (path.isPresent() && file.isOff(module, "read only")) {
        examine(file.effective(module, "uid"), path.get(), findings);
      }
    }
  }

  private static void examine(Optional<Setting> uid, Setting path, Findings findings) {
    Path directory = Path.of(ByteText.display(path.meant()));
    String user = uid.map(setting -> ByteText.display(setting.meant())).orElse(USUAL_USER);
    try {
      if (Files.isDirectory(directory) && !mayWrite(user, directory)) {
        findings.problem(
            uid.orElse(path).place(),
            (uid.isPresent() ? "" : "there is no uid: ")
                + "transfers are made by the user "
                + user
                + ", who may not write to "
                + directory,
            "chown " + user + " " + directory + ", or set another uid");
      }
    } catch (IOException unknown) {
      findings.note(path.place(), "whether " + user + " may write there cannot be told here");
    }
  }

  private static boolean mayWrite(String user, Path directory) throws IOException {
    int mode = (Integer) Files.getAttribute(directory, "unix:mode");
    if ((mode & BY_GROUP_OR_OTHERS) != 0 || user.equals("root") || user.equals("0")) {
      return true;
    }
    boolean owns =
        user.matches("[0-9]{1,9}")
            ? Files.getAttribute(directory, "unix:uid").equals(Integer.valueOf(user))
            : Files.getOwner(directory)
                .equals(
                    FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(user));
    return owns && (mode & BY_OWNER) != 0;
  }
}
