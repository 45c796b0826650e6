// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.flist.PendingList.Context;
import dev.rivulet.rsync.flist.SourceArgument.Kind;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns source arguments into file lists: all at once, or one directory at a time under incremental
 * recursion.
 *
 * <p>Owned by the sender's thread; only {@link #locate} may be called by others at the same time.
 * It keeps the directories whose lists are still to be made, not the lists it has handed out.
 */
public final class FileListWalker implements Closeable {

  private final Workspace workspace;
  private final WalkOptions options;
  private final ListFormat format;
  private final WalkMessages messages;
  private final WalkOrigins origins;
  private final SourceFollower follower;
  private final ArgumentLookup lookup;
  private final SourceAttributes attributes;
  private final EntryAdder entries;
  private final DirectoryLister directories;
  private final boolean incremental;
  private final Set<TreePath> impliedNames = new HashSet<>();

  /** The directory of the last argument under --relative: those above it have been seen to. */
  private TreePath lastParent = TreePath.ROOT;

  /** With --relative under incremental recursion: what is to be listed in a directory. */
  private final Map<TreePath, List<ListedArgument>> children = new HashMap<>();

  /** Directories whose lists are to be made, the next one on top. */
  private final Deque<PendingDirectory> pending = new ArrayDeque<>();

  private int nextFirstIndex;
  private int directoryCount;

  /** A walk whose messages show names as they were typed. */
  public FileListWalker(
      Workspace workspace,
      WalkOptions options,
      ListFormat format,
      DirectoryFilters filters,
      WalkObserver observer) {
    this(workspace, options, format, filters, XattrRules.PLAIN, observer, WalkPlace.UNKNOWN);
  }

  /**
   * @param filters the filters at the root of the workspace
   * @param xattrRules which extended attributes are sent
   * @param place where the workspace is, for messages and for rules about whole paths
   */
  public FileListWalker(
      Workspace workspace,
      WalkOptions options,
      ListFormat format,
      DirectoryFilters filters,
      XattrRules xattrRules,
      WalkObserver observer,
      WalkPlace place) {
    this.workspace = workspace;
    this.options = options;
    this.format = format;
    this.messages = new WalkMessages(observer, place);
    this.origins = new WalkOrigins(workspace);
    this.follower = new SourceFollower(workspace, options, origins, messages);
    this.lookup = new ArgumentLookup(options, filters, place, messages, origins, follower);
    this.attributes = new SourceAttributes(format, xattrRules, follower, messages);
    this.entries =
        new EntryAdder(
            format, new EntryMaker(format, options, follower), attributes, lookup, messages);
    this.directories = new DirectoryLister(options, messages, origins, follower, lookup, entries);
    this.incremental = format.session().incrementalRecursion();
    this.nextFirstIndex = incremental ? 1 : 0;
  }

  /** The first (without incremental recursion: only) list, for the arguments as typed. */
  public FileList first(List<byte[]> arguments) throws IOException {
    List<SourceArgument> parsed = new ArrayList<>(arguments.size());
    for (byte[] argument : arguments) {
      parsed.add(SourceArgument.parse(argument, options.relative()));
    }
    return firstOf(parsed);
  }

  /**
   * As {@link #first} for the names of --files-from: leading slashes and {@code ..} components,
   * which would leave the base directory, are taken off.
   *
   * @param base the one source argument, which the names are looked up in
   */
  public FileList first(byte[] base, List<byte[]> names) throws IOException {
    lookup.takeNamesFromList();
    List<SourceArgument> parsed = new ArrayList<>(names.size());
    for (byte[] name : names) {
      SourceArgument argument = SourceArgument.listed(name, options.relative());
      parsed.add(argument.below(base));
    }
    return firstOf(parsed);
  }

  private FileList firstOf(List<SourceArgument> arguments) throws IOException {
    PendingList list = newList(-1);
    for (SourceArgument argument : arguments) {
      addArgument(list, argument);
    }
    return finish(list);
  }

  /** Whether directories are left whose lists have not been made. */
  public boolean hasNext() {
    return !pending.isEmpty();
  }

  /** The list of the next directory, depth first. */
  public FileList next() throws IOException {
    PendingDirectory directory = pending.pop();
    PendingList list = newList(directory.number());
    directories.tellEntering(directory.place().origin(), directory.name());
    for (PendingDirectory.Source source : directory.sources()) {
      directories.addContents(list, source.origin(), directory.name(), source.context());
    }
    addChildren(list, directory);
    return finish(list);
  }

  /** Where the file of an entry of a list made here is. */
  public SourceLocation locate(FileEntry entry) throws IOException {
    EntryColumns columns = entry.list().columns();
    WalkOrigin origin = origins.get(columns.origin(entry.row()));
    TreePath path = origin.path(columns.name(entry.row()));
    byte[] display = lookup.fullName(origin, path);
    boolean mayBeLink = follower.followsAny() && !entry.isSymlink();
    return mayBeLink
        ? follower.locate(origin, path, display)
        : new SourceLocation(origin.tree(), path, display);
  }

  /**
   * The name of an entry of a list made here with the path it was asked for in front, without
   * leading slash.
   */
  public byte[] longName(FileEntry entry) {
    return originOf(entry).longName(entry.list().columns().name(entry.row()));
  }

  /** As {@link #longName}, with the leading slash. */
  public byte[] fullName(FileEntry entry) {
    return originOf(entry).fullName(entry.list().columns().name(entry.row()));
  }

  private WalkOrigin originOf(FileEntry entry) {
    return origins.get(entry.list().columns().origin(entry.row()));
  }

  /** {@link IoError} bits collected so far. */
  public int ioError() {
    return messages.ioError();
  }

  /** Closes the trees opened for the arguments. */
  @Override
  public void close() throws IOException {
    origins.close();
  }

  private PendingList newList(int directoryNumber) {
    return new PendingList(
        new FileListBuilder(
                format.session().filesBeforeDirectories(), nextFirstIndex, directoryNumber)
            .limitedTo(format.largestArray())
            .countingArrivals(format.countsArrivals())
            .sharing(attributes.shared()));
  }

  private FileList finish(PendingList list) {
    FileList built = list.builder().build(0);
    nextFirstIndex += built.size() + 1;
    if (incremental) {
      numberDirectories(list, built);
    }
    if (pending.isEmpty()) {
      messages.walked();
    }
    return built;
  }

  /** Directories of one name are next to each other in the list and share one list of their own. */
  private void numberDirectories(PendingList list, FileList built) {
    EntryColumns columns = built.columns();
    int[] numbers = built.directoryNumbers(directoryCount);
    int[] sorted = built.sortedRows();
    List<PendingDirectory> found = new ArrayList<>();
    byte[] last = null;
    for (int position = 0; position < sorted.length; position++) {
      if (numbers[position] < 0) {
        continue;
      }
      directoryCount++;
      int row = sorted[position];
      byte[] name = columns.name(row);
      if (columns.isDot(row)) {
        continue;
      }
      if (!Arrays.equals(name, last)) {
        PendingDirectory.Source place =
            new PendingDirectory.Source(origins.get(columns.origin(row)), list.context(row));
        found.add(new PendingDirectory(numbers[position], name, place, new ArrayList<>()));
        last = name;
      }
      if (columns.has(row, EntryFlag.CONTENT)) {
        addSource(found.get(found.size() - 1), columns.origin(row), list.context(row));
      }
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      pending.push(found.get(i));
    }
  }

  private void addSource(PendingDirectory directory, int origin, Context context) {
    boolean known =
        directory.sources().stream().anyMatch(source -> source.origin().number() == origin);
    if (!known) {
      directory.sources().add(new PendingDirectory.Source(origins.get(origin), context));
    }
  }

  private void addArgument(PendingList list, SourceArgument argument) throws IOException {
    ListedArgument found = lookup.find(argument);
    if (found == null) {
      addRootAbove(list, argument);
      return;
    }
    FileAttributes attributes = found.attributes();
    boolean judged = argument.kind() != Kind.DOT_DIRECTORY && !attributes.isMissing();
    if (judged && found.isExcluded()) {
      addRootAbove(list, argument);
      return;
    }
    if (attributes.isDirectory() && !options.recurse() && !options.dirs()) {
      messages.skippingDirectory(argument.name());
      return;
    }
    boolean content = options.recurse() || (options.dirs() && argument.kind() != Kind.NORMAL);
    int flags =
        attributes.isDirectory() && content ? EntryFlag.TOP | EntryFlag.CONTENT : found.flags();
    ListedArgument listed = found.withFlags(flags);
    if (options.relative()) {
      if (!addParents(list, listed, argument)) {
        return;
      }
      listed = incremental ? listed : listed.withFilters(filtersInParents(listed, argument));
    }
    TreePath parent = ListedName.path(argument.name()).parent();
    if (incremental && !parent.isRoot()) {
      children.computeIfAbsent(parent, key -> new ArrayList<>()).add(listed);
    } else {
      addTop(list, listed, WalkObserver.BY_NO_RULES);
    }
  }

  /** The root is listed for an argument that implies it even if that is left out or missing. */
  private void addRootAbove(PendingList list, SourceArgument argument) throws IOException {
    boolean listed = options.impliedDirs() || format.session().protocol() < 30;
    if (options.relative() && listed && argument.impliesRoot()) {
      Optional<ListedArgument> root = lookup.rootAbove(argument);
      if (root.isPresent()) {
        addImplied(list, root.get().origin(), TreePath.ROOT.bytes(), root.get().context());
      }
    }
  }

  /** The filters below the directories above an argument, whose files of rules count too. */
  private DirectoryFilters filtersInParents(ListedArgument listed, SourceArgument argument)
      throws IOException {
    WalkOrigin base = lookup.base(argument);
    DirectoryFilters filters = listed.filters();
    byte[] name = listed.name();
    for (int i = 1; i < name.length; i++) {
      if (name[i] == '/') {
        byte[] parent = Arrays.copyOf(name, i);
        directories.tellEntering(base, parent);
        filters = filters.enter(base.argument(base.path(parent)), ListedName.path(parent).bytes());
      }
    }
    return filters;
  }

  /**
   * With --relative: lists the directories above an argument, each once. Above a missing argument
   * (--delete-missing-args) they may be missing too, which is reported (not twice for arguments one
   * behind the other) and does not matter unless the argument would be in the list of such a
   * directory.
   *
   * @return false if one of them is gone, so that the argument cannot be listed
   */
  private boolean addParents(PendingList list, ListedArgument listed, SourceArgument argument)
      throws IOException {
    WalkOrigin base = lookup.base(argument);
    if (argument.impliesRoot()) {
      addImplied(list, base, TreePath.ROOT.bytes(), listed.context());
    }
    boolean parentsListed = format.session().protocol() >= 30 || options.impliedDirs();
    if (!parentsListed) {
      return true;
    }
    byte[] name = listed.name();
    TreePath directory = ListedName.path(name).parent();
    boolean seen = listed.attributes().isMissing() && lastParent.startsWith(directory);
    TreePath before = lastParent;
    if (!incremental && !before.startsWith(directory)) {
      lastParent = directory;
    }
    for (int i = 1; i < name.length && !seen; i++) {
      if (name[i] != '/') {
        continue;
      }
      byte[] parent = Arrays.copyOf(name, i);
      boolean passed =
          listed.attributes().isMissing() && before.parent().startsWith(ListedName.path(parent));
      if (!passed && !addImplied(list, base, parent, listed.context())) {
        messages.fileVanished(name, lookup.fullName(base, base.path(parent)));
        if (incremental || !listed.attributes().isMissing()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean addImplied(PendingList list, WalkOrigin origin, byte[] name, Context context)
      throws IOException {
    if (impliedNames.contains(ListedName.path(name))) {
      return true;
    }
    FileAttributes attributes = workspace.stat(origin.argument(origin.path(name)), true);
    if (!attributes.isDirectory()) {
      return false;
    }
    impliedNames.add(ListedName.path(name));
    int flags = format.session().protocol() >= 30 ? EntryFlag.IMPLIED : 0;
    TreePath parent = ListedName.path(name).parent();
    if (incremental && !parent.isRoot()) {
      children
          .computeIfAbsent(parent, key -> new ArrayList<>())
          .add(new ListedArgument(origin, name, attributes, context.filters(), flags));
    } else {
      list.enter(context);
      int rules = WalkObserver.BY_ALL_RULES;
      entries.add(list, origin, name, name.length, attributes, flags, rules);
    }
    return true;
  }

  /** Lists an argument and, unless that is left to lists of their own, what is below it. */
  private void addTop(PendingList list, ListedArgument listed, int rules) throws IOException {
    list.enter(listed.context());
    int row = list.builder().size();
    byte[] name = listed.name();
    FileAttributes attributes = listed.attributes();
    entries.add(list, listed.origin(), name, name.length, attributes, listed.flags(), rules);
    boolean hasContent = (listed.flags() & EntryFlag.CONTENT) != 0;
    if (list.builder().size() == row || !hasContent) {
      return;
    }
    if (!incremental) {
      directories.addTree(list, row);
    } else if (ListedName.path(name).isRoot()) {
      directories.tellEntering(listed.origin(), name);
      directories.addContents(list, listed.origin(), name, listed.context());
    }
  }

  /** What arguments under --relative want to have listed in a directory, judged by its filters. */
  private void addChildren(PendingList list, PendingDirectory directory) throws IOException {
    List<ListedArgument> listed = children.remove(ListedName.path(directory.name()));
    if (listed == null) {
      return;
    }
    WalkOrigin origin = directory.place().origin();
    DirectoryFilters inside =
        directory
            .place()
            .context()
            .filters()
            .enter(
                origin.argument(origin.path(directory.name())),
                ListedName.path(directory.name()).bytes());
    for (ListedArgument child : listed) {
      boolean implied = (child.flags() & EntryFlag.IMPLIED) != 0;
      ListedArgument judged = child.withFilters(inside);
      if (implied || !judged.isExcluded()) {
        addTop(list, judged, WalkObserver.BY_ALL_RULES);
      }
    }
  }
}
