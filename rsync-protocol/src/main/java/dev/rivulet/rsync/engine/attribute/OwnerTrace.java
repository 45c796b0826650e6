// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.MappedIds;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which owners and groups are set ({@code --debug=OWN}), in rsync's words. Owned by the
 * thread of the role.
 */
public final class OwnerTrace {
  private static final int UNCHANGED = -1;

  private final Reports reports;
  private final int skipped;
  private final boolean on;

  /**
   * @param display what the names of messages begin with, which this trace leaves out
   */
  public OwnerTrace(Transfer transfer, Reports reports, byte[] display) {
    this.reports = reports;
    this.skipped = display.length;
    this.on = transfer.traces(DebugFlag.OWN);
  }

  /** Tells, once each, what received ids stand for here ({@code --debug=OWN2}). */
  public static MappedIds mapping(Transfer transfer, Reports reports) {
    boolean numeric =
        transfer.options().preserve().numericIds() || transfer.settings().numericIds();
    if (numeric || !transfer.traces(DebugFlag.OWN, 2)) {
      return MappedIds.UNHEARD;
    }
    Set<String> told = new HashSet<>();
    return (kind, received, name, local) -> {
      if (told.add(kind + received)) {
        Text text = new Text().add(kind + " " + Integer.toUnsignedString(received) + "(");
        text.add(name).add(") maps to " + Integer.toUnsignedString(local));
        try {
          reports.info(text.bytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /**
   * Owner or group of an object are about to be set.
   *
   * @param shown its name for messages
   * @param uid the new one, -1 to leave it as it is; so {@code gid}
   */
  void setting(AttributeTarget target, byte[] shown, FileAttributes now, int uid, int gid)
      throws IOException {
    if (on) {
      byte[] name =
          target instanceof StagedFile file
              ? file.path().bytes()
              : Arrays.copyOfRange(shown, Math.min(skipped, shown.length), shown.length);
      tell("uid", name, now.uid(), uid);
      tell("gid", name, now.gid(), gid);
    }
  }

  private void tell(String kind, byte[] name, int from, int to) throws IOException {
    if (to != UNCHANGED) {
      String change =
          " from " + Integer.toUnsignedString(from) + " to " + Integer.toUnsignedString(to);
      reports.info(new Text().add("set " + kind + " of ").add(name).add(change).bytes());
    }
  }
}
