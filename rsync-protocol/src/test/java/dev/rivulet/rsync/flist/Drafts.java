// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.RsyncException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Entries and lists for tests; a name that ends in a slash is a directory. */
final class Drafts {
  private Drafts() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static EntryDraft draft(String name) {
    EntryDraft draft = new EntryDraft();
    boolean directory = name.endsWith("/");
    draft.setName(bytes(directory ? name.substring(0, name.length() - 1) : name));
    draft.mode = directory ? 0040755 : 0100644;
    draft.flags = directory ? EntryFlag.CONTENT : 0;
    draft.mtime = 1_700_000_000;
    return draft;
  }

  static EntryDraft draft(String name, int mode) {
    EntryDraft draft = draft(name);
    draft.mode = mode;
    return draft;
  }

  static FileListBuilder builder(boolean filesFirst, String... names) throws RsyncException {
    FileListBuilder builder = new FileListBuilder(filesFirst, 0, -1);
    for (String name : names) {
      builder.add(draft(name));
    }
    return builder;
  }

  /** Names in sorted order, directories with a slash. */
  static List<String> names(FileList list) {
    return IntStream.range(0, list.size()).mapToObj(i -> name(list.entry(i))).toList();
  }

  /** Names of the active entries. */
  static List<String> activeNames(FileList list) {
    return IntStream.range(0, list.size())
        .mapToObj(list::entry)
        .filter(FileEntry::isActive)
        .map(Drafts::name)
        .toList();
  }

  static String name(FileEntry entry) {
    String name = new String(entry.name(), StandardCharsets.UTF_8);
    return entry.isDirectory() ? name + "/" : name;
  }
}
