// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.flist.PendingList.Context;
import dev.rivulet.rsync.flist.SourceArgument.Kind;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
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
import java.util.Set;

/**
 * Turns source arguments into file lists: all at once, or one directory at a time under
 * incremental recursion.
 *
 * <p>Owned by the sender's thread; only {@link #locate} may be called by others at the same time.
 * It keeps the directories whose lists are still to be made, not the lists it has handed out.
 */
public final class FileListWalker implements Closeable {
  private static final byte[] NO_BYTES = {};
  private static final byte[] ROOT_DIRECTORY = {'/'};

  private final Workspace workspace;
  private final WalkOptions options;
  private final ListFormat format;
  private final DirectoryFilters filters;
  private final WalkPlace place;
  private final WalkMessages messages;
  private final WalkOrigins origins;
  private final SourceFollower follower;
  private final EntryMaker maker;
  private final boolean incremental;
  private final EntryDraft draft = new EntryDraft();
  private final Set<TreePath> impliedNames = new HashSet<>();

  /** With --relative under incremental recursion: what is to be listed in a directory. */
  private final Map<TreePath, List<ListedArgument>> children = new HashMap<>();

  /** Directories whose lists are to be made, the next one on top. */
  private final Deque<PendingDirectory> pending = new ArrayDeque<>();

  private final Map<Integer, DirectoryFilters> filtersByOrigin = new HashMap<>();
  private int nextFirstIndex;
  private int directoryCount;

  /** A walk whose messages show names as they were typed. */
  public FileListWalker(
      Workspace workspace,
      WalkOptions options,
      ListFormat format,
      DirectoryFilters filters,
      WalkObserver observer) {
    this(workspace, options, format, filters, observer, WalkPlace.UNKNOWN);
  }

  /**
   * @param filters the filters at the root of the workspace
   * @param place where the workspace is, for messages and for rules about whole paths
   */
  public FileListWalker(
      Workspace workspace,
      WalkOptions options,
      ListFormat format,
      DirectoryFilters filters,
      WalkObserver observer,
      WalkPlace place) {
    this.workspace = workspace;
    this.options = options;
    this.format = format;
    this.filters = filters;
    this.place = place;
    this.messages = new WalkMessages(observer, place);
    this.origins = new WalkOrigins(workspace);
    this.follower = new SourceFollower(workspace, options, origins);
    this.maker = new EntryMaker(format, options, follower);
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
    List<SourceArgument> parsed = new ArrayList<>(names.size());
    for (byte[] name : names) {
      SourceArgument argument = SourceArgument.parse(contained(name), options.relative());
      parsed.add(argument.below(base));
    }
    return firstOf(parsed);
  }

  private static byte[] contained(byte[] name) {
    byte[] inside = name;
    boolean leaves = name.length > 0 && name[0] == '/';
    for (int i = 0; !leaves && i + 1 < name.length; i++) {
      leaves =
          name[i] == '.'
              && name[i + 1] == '.'
              && (i == 0 || name[i - 1] == '/')
              && (i + 2 == name.length || name[i + 2] == '/');
    }
    if (leaves) {
      boolean slash = name[name.length - 1] == '/';
      inside = WalkPlace.collapsed(name);
      if (slash && inside.length > 0) {
        inside = Arrays.copyOf(inside, inside.length + 1);
        inside[inside.length - 1] = '/';
      }
    }
    return inside;
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
    for (PendingDirectory.Source source : directory.sources()) {
      scan(list, source.origin(), directory.name(), source.context());
    }
    addChildren(list, pathOf(directory.name()));
    return finish(list);
  }

  /** Where the file of an entry of a list made here is. */
  public SourceLocation locate(FileEntry entry) throws IOException {
    EntryColumns columns = entry.list().columns();
    WalkOrigin origin = origins.get(columns.origin(entry.row()));
    TreePath path = pathIn(origin, columns.name(entry.row()));
    byte[] display = fullName(origin, path);
    boolean mayBeLink = follower.followsAny() && !entry.isSymlink();
    return mayBeLink
        ? follower.locate(origin, path, display)
        : new SourceLocation(origin.tree(), path, display);
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
            format.session().filesBeforeDirectories(), nextFirstIndex, directoryNumber));
  }

  private FileList finish(PendingList list) {
    FileList built = list.builder().build(0);
    nextFirstIndex += built.size() + 1;
    if (incremental) {
      numberDirectories(list, built);
    }
    return built;
  }

  /** Directories of one name are next to each other in the list and share one list of their own. */
  private void numberDirectories(PendingList list, FileList built) {
    EntryColumns columns = built.columns();
    List<PendingDirectory> found = new ArrayList<>();
    byte[] last = null;
    for (int row : built.sortedRows()) {
      if (!columns.isDirectory(row)) {
        continue;
      }
      int number = directoryCount++;
      byte[] name = columns.name(row);
      if (columns.isDot(row)) {
        continue;
      }
      if (!Arrays.equals(name, last)) {
        found.add(new PendingDirectory(number, name, new ArrayList<>()));
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
    ListedArgument found = find(argument);
    if (found == null) {
      return;
    }
    FileAttributes attributes = found.attributes();
    DirectoryFilters here = filtersAt(found.origin());
    if (argument.kind() != Kind.DOT_DIRECTORY && isExcluded(here, argument, attributes)) {
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
    Context context = new Context(here, attributes.device());
    if (argument.impliesRoot()) {
      addImplied(list, baseOf(argument), TreePath.ROOT.bytes(), context);
    }
    if (options.relative() && !addParents(list, listed, baseOf(argument), context)) {
      return;
    }
    TreePath parent = pathOf(argument.name()).parent();
    if (incremental && !parent.isRoot()) {
      children.computeIfAbsent(parent, key -> new ArrayList<>()).add(listed);
    } else {
      addTop(list, listed, context);
    }
  }

  /** The argument as it is, or null when there is nothing to list, which was reported. */
  private ListedArgument find(SourceArgument argument) throws IOException {
    WalkOrigin origin;
    try {
      checkVisible(argument.directory());
      origin = baseOf(argument);
    } catch (StoreException e) {
      messages.callFailed("change_dir", place.directoryName(argument.directory()), e.errno());
      return null;
    }
    TreePath path = pathIn(origin, argument.name());
    try {
      checkVisible(origin.argument(path.parent()));
      return look(origin, path, argument);
    } catch (StoreException e) {
      boolean missing = e.isMissing();
      if (!missing) {
        messages.callFailed("link_stat", fullName(origin, path), e.errno());
      } else if (options.missingArguments() == MissingArguments.REPORT) {
        messages.argumentMissing("link_stat", fullName(origin, path), e.errno());
      }
      return missing && options.missingArguments() == MissingArguments.DELETE
          ? new ListedArgument(origin, argument.name(), FileAttributes.MISSING, 0)
          : null;
    }
  }

  /** Where an argument's name begins. */
  private WalkOrigin baseOf(SourceArgument argument) throws IOException {
    boolean absolute = argument.name()[0] == '/';
    return origins.open(absolute ? ROOT_DIRECTORY : argument.directory(), absolute ? 1 : 0);
  }

  private ListedArgument look(WalkOrigin origin, TreePath path, SourceArgument argument)
      throws IOException {
    FileAttributes attributes;
    WalkOrigin where = origin;
    if (options.copyLinks() || argument.kind() != Kind.NORMAL) {
      attributes = follower.follow(origin, path);
    } else {
      try {
        attributes = origin.tree().stat(path);
      } catch (StoreException e) {
        if (path.parent().isRoot() || !isLinkRefusal(e)) {
          throw e;
        }
        where = beyondLinks(origin, path, argument);
        attributes = where.tree().stat(pathIn(where, argument.name()));
      }
      if (attributes.isSymlink()) {
        attributes =
            follower.look(
                where, pathIn(where, argument.name()), argument.nameWithoutSlash(), attributes);
      }
    }
    if (argument.kind() != Kind.NORMAL && !attributes.isDirectory()) {
      throw new StoreException("stat", Errno.ENOTDIR);
    }
    byte[] leaf = argument.nameWithoutSlash();
    if (filtersAt(origin).isHiddenByDaemon(leaf, attributes.isDirectory())) {
      throw new StoreException("stat", Errno.ENOENT);
    }
    return new ListedArgument(where, argument.name(), attributes, 0);
  }

  /** Whether a parent of the path is a link that leads out of the tree. */
  private static boolean isLinkRefusal(StoreException e) {
    return switch (e.errno()) {
      case ELOOP, EXDEV, ENOTDIR -> true;
      default -> false;
    };
  }

  /** An origin for a path whose parents are links: its own directory, links followed. */
  private WalkOrigin beyondLinks(WalkOrigin origin, TreePath path, SourceArgument argument)
      throws IOException {
    int strip = argument.name().length - path.leaf().length;
    return origins.open(origin.argument(path.parent()), strip);
  }

  /** Directories that the module's rules hide are as if they were not there. */
  private void checkVisible(byte[] directory) throws StoreException {
    if (filters.isEmpty()) {
      return;
    }
    byte[] whole = WalkPlace.collapsed(directory);
    for (int i = 1; i <= whole.length; i++) {
      boolean atEnd = i == whole.length || whole[i] == '/';
      if (atEnd && filters.isHiddenByDaemon(Arrays.copyOf(whole, i), true)) {
        throw new StoreException("stat", Errno.ENOENT);
      }
    }
  }

  /** The filters as they judge names below an argument's directory. */
  private DirectoryFilters filtersAt(WalkOrigin origin) {
    if (filters.isEmpty()) {
      return filters;
    }
    return filtersByOrigin.computeIfAbsent(
        origin.number(), number -> filters.at(place.base(origin.directory())));
  }

  private static boolean isExcluded(
      DirectoryFilters here, SourceArgument argument, FileAttributes attributes) {
    return here.judge(argument.nameWithoutSlash(), attributes.isDirectory(), false)
        == Verdict.EXCLUDED;
  }

  /**
   * With --relative: lists the directories above an argument, each once. Above a missing argument
   * (--delete-missing-args) they may be missing too, which is reported and does not matter.
   *
   * @return false if one of them is gone, so that the argument cannot be listed
   */
  private boolean addParents(
      PendingList list, ListedArgument listed, WalkOrigin base, Context context)
      throws IOException {
    boolean parentsListed = format.session().protocol() >= 30 || options.impliedDirs();
    if (!parentsListed) {
      return true;
    }
    boolean mayBeGone = !incremental && listed.attributes().isMissing();
    byte[] name = listed.name();
    for (int i = 1; i < name.length; i++) {
      if (name[i] == '/' && !addImplied(list, base, Arrays.copyOf(name, i), context)) {
        if (!mayBeGone) {
          return false;
        }
        messages.fileVanished(fullName(base, pathIn(base, Arrays.copyOf(name, i))));
      }
    }
    return true;
  }

  private boolean addImplied(PendingList list, WalkOrigin origin, byte[] name, Context context)
      throws IOException {
    if (impliedNames.contains(pathOf(name))) {
      return true;
    }
    FileAttributes attributes = workspace.stat(origin.argument(pathIn(origin, name)), true);
    if (!attributes.isDirectory()) {
      return false;
    }
    impliedNames.add(pathOf(name));
    int flags = format.session().protocol() >= 30 ? EntryFlag.IMPLIED : 0;
    TreePath parent = pathOf(name).parent();
    if (incremental && !parent.isRoot()) {
      children
          .computeIfAbsent(parent, key -> new ArrayList<>())
          .add(new ListedArgument(origin, name, attributes, flags));
    } else {
      list.enter(context);
      add(list, origin, name, name.length, attributes, flags);
    }
    return true;
  }

  /** Lists an argument and, unless that is left to lists of their own, what is below it. */
  private void addTop(PendingList list, ListedArgument listed, Context context)
      throws IOException {
    list.enter(context);
    int row = list.builder().size();
    byte[] name = listed.name();
    add(list, listed.origin(), name, name.length, listed.attributes(), listed.flags());
    boolean hasContent = (listed.flags() & EntryFlag.CONTENT) != 0;
    if (list.builder().size() == row || !hasContent) {
      return;
    }
    if (!incremental) {
      addContents(list, row);
    } else if (pathOf(name).isRoot()) {
      scan(list, listed.origin(), name, context);
    }
  }

  /** What arguments under --relative want to have listed in a directory. */
  private void addChildren(PendingList list, TreePath directory) throws IOException {
    List<ListedArgument> listed = children.remove(directory);
    if (listed == null) {
      return;
    }
    for (ListedArgument child : listed) {
      Context context = new Context(filtersAt(child.origin()), child.attributes().device());
      addTop(list, child, context);
    }
  }

  /** Everything below a directory that is in the list, without recursion only what is in it. */
  private void addContents(PendingList list, int top) throws IOException {
    EntryColumns columns = list.builder().columns();
    Deque<Integer> directories = new ArrayDeque<>();
    directories.push(top);
    while (!directories.isEmpty()) {
      int row = directories.pop();
      int first = list.builder().size();
      scan(list, origins.get(columns.origin(row)), columns.name(row), list.context(row));
      for (int added = list.builder().size() - 1; added >= first; added--) {
        if (columns.has(added, EntryFlag.CONTENT)) {
          directories.push(added);
        }
      }
    }
  }

  private void scan(PendingList list, WalkOrigin parent, byte[] name, Context context)
      throws IOException {
    WalkOrigin origin = parent;
    TreePath path = pathIn(parent, name);
    try {
      if (follower.followsAny() && origin.tree().stat(path).isSymlink()) {
        origin = origins.open(parent.argument(path), name.length + 1);
        path = TreePath.ROOT;
      }
      DirectoryFilters inside =
          context.filters().enter(origin.tree(), path, pathOf(name).bytes());
      list.enter(new Context(inside, context.device()));
      byte[] prefix = prefixOf(name);
      origin
          .tree()
          .scan(
              path,
              new DirectoryScan(this, list, origin, path, prefix, inside, context.device()));
    } catch (StoreException e) {
      if (e.isMissing()) {
        messages.directoryVanished(fullName(origin, path));
      } else {
        messages.callFailed("opendir", fullName(origin, path), e.errno());
      }
    }
  }

  private static byte[] prefixOf(byte[] name) {
    if (name[name.length - 1] == '.' && (name.length == 1 || isRootDot(name))) {
      return Arrays.copyOf(name, name.length - 1);
    }
    byte[] prefix = Arrays.copyOf(name, name.length + 1);
    prefix[name.length] = '/';
    return prefix;
  }

  private static boolean isRootDot(byte[] name) {
    return name.length == 2 && name[0] == '/';
  }

  /** A name in the list as a path below the root of the transfer. */
  private static TreePath pathOf(byte[] name) {
    return TreePath.of(
        name.length > 0 && name[0] == '/' ? Arrays.copyOfRange(name, 1, name.length) : name);
  }

  private static TreePath pathIn(WalkOrigin origin, byte[] name) {
    return name.length == 1 && name[0] == '.' ? TreePath.ROOT : origin.path(name);
  }

  // What a scan of a directory asks of the walk.

  WalkMessages messages() {
    return messages;
  }

  byte[] fullName(WalkOrigin origin, TreePath path) {
    return place.fullName(origin.directory(), path.isRoot() ? NO_BYTES : path.bytes());
  }

  boolean followsAny() {
    return follower.followsAny();
  }

  FileAttributes look(WalkOrigin origin, TreePath path, byte[] name, FileAttributes link)
      throws IOException {
    return follower.look(origin, path, name, link);
  }

  boolean recurses() {
    return options.recurse();
  }

  boolean leavesFileSystem(FileAttributes directory, long device) {
    return options.oneFileSystem() > 0 && directory.device() != device;
  }

  boolean skipsMountPoints() {
    return options.oneFileSystem() > 1;
  }

  /** Adds an entry, with its link text and digest; one that has become unreadable is reported. */
  void add(
      PendingList list,
      WalkOrigin origin,
      byte[] name,
      int length,
      FileAttributes attributes,
      int flags)
      throws IOException {
    draft.clear();
    draft.name = name;
    draft.nameLength = length;
    draft.origin = origin.number();
    draft.flags = flags;
    maker.fill(draft, attributes);
    if (format.links() && FileType.isSymlink(draft.mode) && !readLink(origin)) {
      return;
    }
    if (maker.wantsDigests() && FileType.isRegular(draft.mode)) {
      draft.checksum = maker.digest(origin, pathIn(origin, draft.nameBytes()));
    }
    maker.link(draft, attributes, list.builder().firstIndex() + list.builder().size());
    list.builder().add(draft);
  }

  private boolean readLink(WalkOrigin origin) throws IOException {
    TreePath path = pathIn(origin, draft.nameBytes());
    try {
      draft.linkTarget = maker.linkTarget(origin, path);
    } catch (StoreException e) {
      if (e.isMissing()) {
        messages.fileVanished(fullName(origin, path));
      } else {
        messages.linkFailed(fullName(origin, path), e.errno());
      }
      return false;
    }
    if (draft.linkTarget.length == 0) {
      messages.linkIsEmpty(fullName(origin, path));
      return false;
    }
    return true;
  }
}
