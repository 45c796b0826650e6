// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client that pulls has asked for: a server can neither send names outside its source
 * arguments nor names its filter rules exclude, and what it sends as the mere parent of an argument
 * stays an implied directory, whose other contents nothing may delete.
 *
 * <p>Immutable, safe for any thread.
 */
public final class RequestedNames {
  /** No restriction: a server, or a client that trusts the sender. */
  public static final RequestedNames ANY =
      new RequestedNames(Set.of(), Set.of(), FilterList.EMPTY, FilterList.EMPTY);

  private final boolean restricts;
  private final Set<TreePath> names;
  private final Set<TreePath> parents;
  private final FilterList wildNames;
  private final FilterList wildParents;
  private final boolean wholeRoot;
  private final boolean recursive;
  private final boolean relative;
  private final FilterList filters;

  private RequestedNames(
      Set<TreePath> names, Set<TreePath> parents, FilterList wildNames, FilterList wildParents) {
    this.restricts = false;
    this.names = names;
    this.parents = parents;
    this.wildNames = wildNames;
    this.wildParents = wildParents;
    this.wholeRoot = true;
    this.recursive = true;
    this.relative = false;
    this.filters = FilterList.EMPTY;
  }

  private RequestedNames(
      Collector arguments, boolean relative, boolean recursive, FilterList filters) {
    this.restricts = true;
    this.names = arguments.names;
    this.parents = arguments.parents;
    this.wildNames = new FilterList(arguments.wildNames);
    this.wildParents = new FilterList(arguments.wildParents);
    this.wholeRoot = arguments.wholeRoot;
    this.recursive = recursive;
    this.relative = relative;
    this.filters = filters.hasDirectoryMerges() ? FilterList.EMPTY : filters.withoutAbsolute();
  }

  /**
   * @param arguments the source arguments below the module (or as typed, for a remote shell); they
   *     may hold wildcards, which the server expands
   * @param relative --relative
   * @param recursive --recursive
   * @param filters the client's filter rules; names they exclude from the sender's point of view
   *     are refused, unless files at the server have a say
   */
  public static RequestedNames of(
      List<byte[]> arguments, boolean relative, boolean recursive, FilterList filters)
      throws RsyncException {
    Collector collector = new Collector();
    for (byte[] argument : arguments) {
      collector.addExpanded(SourceArgument.parse(argument, relative));
    }
    return new RequestedNames(collector, relative, recursive, filters);
  }

  /** As {@link #of}, for the names of --files-from, which nobody expands, in place of arguments. */
  public static RequestedNames ofList(
      List<byte[]> names, boolean relative, boolean recursive, FilterList filters)
      throws RsyncException {
    Collector collector = new Collector();
    for (byte[] name : names) {
      collector.add(SourceArgument.listed(name, relative));
    }
    return new RequestedNames(collector, relative, recursive, filters);
  }

  /**
   * Refuses an entry that was not asked for; an entry that is only the parent of one becomes an
   * implied directory.
   *
   * @throws ProtocolException (exit code 4) for a name to be refused
   */
  void check(EntryDraft draft) throws ProtocolException {
    if (!restricts) {
      return;
    }
    byte[] listed = Arrays.copyOf(draft.name, draft.nameLength);
    boolean slash = listed.length > 0 && listed[0] == '/';
    byte[] name = slash ? Arrays.copyOfRange(listed, 1, listed.length) : listed;
    boolean directory = FileType.isDirectory(draft.mode);
    boolean root = name.length == 1 && name[0] == '.';
    if (!root && filters.excludes(listed, directory, Side.SENDER)) {
      throw refused("ERROR: rejecting excluded file-list name: ", draft);
    }
    if (root ? wholeRoot : covers(name)) {
      return;
    }
    if (!directory || !root && !isParent(name)) {
      throw refused("ERROR: rejecting unrequested file-list name: ", draft);
    }
    draft.flags = draft.flags & ~(EntryFlag.TOP | EntryFlag.CONTENT) | EntryFlag.IMPLIED;
  }

  private static ProtocolException refused(String why, EntryDraft draft) {
    byte[] name = Arrays.copyOf(draft.name, draft.nameLength);
    return new ProtocolException(ExitCode.UNSUPPORTED, why + TreePath.escape(name));
  }

  private boolean covers(byte[] name) {
    if (name.length == 0) {
      return false;
    }
    TreePath path = TreePath.of(name);
    if (wholeRoot && (recursive || relative || path.parent().isRoot())) {
      return true;
    }
    if (names.contains(path) || wildNames.excludes(name, true, Side.SENDER)) {
      return true;
    }
    TreePath above = path.parent();
    while (!above.isRoot()) {
      if (isNamed(above)) {
        return true;
      }
      if (!recursive) {
        return false;
      }
      above = above.parent();
    }
    return false;
  }

  private boolean isNamed(TreePath path) {
    return names.contains(path) || wildNames.excludes(path.bytes(), true, Side.SENDER);
  }

  private boolean isParent(byte[] name) {
    return name.length > 0
        && (parents.contains(TreePath.of(name)) || wildParents.excludes(name, true, Side.SENDER));
  }

  /** Sorts arguments into names to be looked up and patterns to be tried. */
  private static final class Collector {
    private final Set<TreePath> names = new HashSet<>();
    private final Set<TreePath> parents = new HashSet<>();
    private final List<FilterRule> wildNames = new ArrayList<>();
    private final List<FilterRule> wildParents = new ArrayList<>();
    private boolean wholeRoot;

    /** Adds a name. */
    void add(SourceArgument parsed) {
      if (parsed.isRoot()) {
        wholeRoot = true;
        return;
      }
      TreePath path = TreePath.of(parsed.nameWithoutSlash());
      names.add(path);
      for (TreePath above = path.parent(); !above.isRoot(); above = above.parent()) {
        parents.add(above);
      }
    }

    /** Adds what may be a pattern; one that fits nothing is a name. */
    void addExpanded(SourceArgument parsed) throws RsyncException {
      add(parsed);
      if (parsed.isRoot() || !isWild(parsed.nameWithoutSlash())) {
        return;
      }
      TreePath path = TreePath.of(parsed.nameWithoutSlash());
      addPattern(path, wildNames);
      for (TreePath above = path.parent(); !above.isRoot(); above = above.parent()) {
        addPattern(above, wildParents);
      }
    }

    private static void addPattern(TreePath path, List<FilterRule> patterns) throws RsyncException {
      byte[] pattern = new byte[path.bytes().length + 1];
      pattern[0] = '/';
      System.arraycopy(path.bytes(), 0, pattern, 1, path.bytes().length);
      FilterRuleParser.parsePattern(pattern, false, patterns);
    }

    private static boolean isWild(byte[] name) {
      for (byte b : name) {
        if (b == '*' || b == '?' || b == '[') {
          return true;
        }
      }
      return false;
    }
  }
}
