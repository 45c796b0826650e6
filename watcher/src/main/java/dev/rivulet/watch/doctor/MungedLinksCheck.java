// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.util.Optional;

/**
 * Says what becomes of symbolic links in a writable module without a chroot: the guides switch the
 * chroot off to keep them, and the default of {@code munge symlinks} then changes them.
 */
final class MungedLinksCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (String module : file.modules()) {
      Optional<Setting> chroot = file.effective(module, "use chroot");
      if (file.isOff(module, "use chroot")
          && file.isOff(module, "read only")
          && file.effective(module, "munge symlinks").isEmpty()) {
        findings.note(
            chroot.orElseThrow().place(),
            "symbolic links that are sent to ["
                + module
                + "] get /rsyncd-munged/ in front of what they lead to, unless munge symlinks ="
                + " no");
      }
    }
  }
}
