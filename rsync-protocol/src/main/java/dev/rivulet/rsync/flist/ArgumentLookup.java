// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.PathText;
import dev.rivulet.rsync.flist.SourceArgument.Kind;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what source arguments name, and says so when there is nothing. What a module's own rules
 * hide is as if it were not there.
 */
final class ArgumentLookup {
  private static final byte[] ROOT_DIRECTORY = {'/'};
  private static final byte[] NO_BYTES = {};

  private final WalkOptions options;
  private final DirectoryFilters filters;
  private final WalkPlace place;
  private final WalkMessages messages;
  private final WalkOrigins origins;
  private final SourceFollower follower;
  private final Map<Integer, DirectoryFilters> filtersByOrigin = new HashMap<>();
  private boolean namesAreListed;

  ArgumentLookup(
      WalkOptions options,
      DirectoryFilters filters,
      WalkPlace place,
      WalkMessages messages,
      WalkOrigins origins,
      SourceFollower follower) {
    this.options = options;
    this.filters = filters;
    this.place = place;
    this.messages = messages;
    this.origins = origins;
    this.follower = follower;
  }

  /**
   * From now on arguments come out of a list. Whoever can plant a link among the files must not
   * lead such a name elsewhere, unless links are followed anyway.
   */
  void takeNamesFromList() {
    namesAreListed = true;
  }

  private WalkOrigin open(WalkOrigin base, TreePath directory, int strip) throws IOException {
    return namesAreListed && !follower.followsAny()
        ? origins.openListed(base, directory, strip)
        : origins.open(base.argument(directory), strip);
  }

  /** The argument as it is, or null when there is nothing to list, which was reported. */
  ListedArgument find(SourceArgument argument) throws IOException {
    WalkOrigin origin;
    try {
      checkVisible(argument.directory());
      origin = base(argument);
    } catch (StoreException e) {
      byte[] directory = place.directoryName(argument.directory());
      messages.callFailed("change_dir", argument.name(), directory, e.errno());
      return null;
    }
    TreePath path = origin.path(argument.name());
    try {
      checkVisible(origin.argument(path.parent()));
      return look(origin, path, argument);
    } catch (StoreException e) {
      return missing(origin, path, argument, e);
    }
  }

  /**
   * The directory an argument's name begins in; empty if it is not there, which {@link #find} has
   * reported.
   */
  Optional<ListedArgument> rootAbove(SourceArgument argument) throws IOException {
    try {
      checkVisible(argument.directory());
      WalkOrigin base = base(argument);
      FileAttributes attributes = base.tree().stat(TreePath.ROOT);
      byte[] name = TreePath.ROOT.bytes();
      return Optional.of(new ListedArgument(base, name, attributes, filtersAt(base), 0));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  private ListedArgument missing(
      WalkOrigin origin, TreePath path, SourceArgument argument, StoreException reason) {
    if (!reason.isMissing()) {
      if (reason.isForeignLink()) {
        messages.linkNotTrusted();
      }
      messages.callFailed("link_stat", argument.name(), fullName(origin, path), reason.errno());
      return null;
    }
    if (options.missingArguments() == MissingArguments.REPORT) {
      byte[] whole = fullName(origin, path);
      messages.argumentMissing("link_stat", argument.name(), whole, reason.errno());
    }
    return options.missingArguments() == MissingArguments.DELETE
        ? new ListedArgument(origin, argument.name(), FileAttributes.MISSING, filtersAt(origin), 0)
        : null;
  }

  /** Where an argument's name begins. */
  WalkOrigin base(SourceArgument argument) throws IOException {
    boolean absolute = argument.name()[0] == '/';
    return origins.open(absolute ? ROOT_DIRECTORY : argument.directory(), absolute ? 1 : 0);
  }

  private ListedArgument look(WalkOrigin base, TreePath path, SourceArgument argument)
      throws IOException {
    WalkOrigin origin = originOf(base, path, argument.name());
    TreePath found = origin.path(argument.name());
    FileAttributes attributes = origin.tree().stat(found);
    if (attributes.isSymlink()) {
      attributes = behind(attributes, origin, found, argument);
      boolean throughLink = options.copyLinks() || argument.kind() == Kind.SLASH_ENDING;
      if (throughLink && attributes.isDirectory()) {
        origin = open(base, path, argument.name().length + 1);
      }
    }
    if (attributes.isMissing()) {
      messages.linkDangles(argument.name(), fullName(origin, found));
      return null;
    }
    if (argument.kind() == Kind.DOT_DIRECTORY && !attributes.isDirectory()) {
      throw new StoreException("stat", Errno.ENOTDIR);
    }
    boolean directory = attributes.isDirectory();
    DirectoryFilters here = filtersAt(base);
    if (here.isHiddenByDaemon(argument.nameWithoutSlash(), directory)) {
      throw new StoreException("stat", Errno.ENOENT);
    }
    return new ListedArgument(origin, argument.name(), attributes, here, 0);
  }

  /**
   * What is listed for a link: the directory behind it where a slash asks for that, else what the
   * options say; {@link FileAttributes#MISSING} for an unsafe one to be followed into nothing.
   */
  private FileAttributes behind(
      FileAttributes link, WalkOrigin origin, TreePath path, SourceArgument argument)
      throws IOException {
    if (argument.kind() == Kind.SLASH_ENDING) {
      FileAttributes directory = follower.directoryOr(link, origin, path);
      if (directory.isDirectory()) {
        return directory;
      }
    }
    try {
      return follower.look(origin, path, argument.nameWithoutSlash(), link);
    } catch (StoreException e) {
      if (!e.isMissing() || options.copyLinks()) {
        throw e;
      }
      return FileAttributes.MISSING;
    }
  }

  /** The origin itself or, for a path whose parents are links, the directory they lead to. */
  private WalkOrigin originOf(WalkOrigin base, TreePath path, byte[] name) throws IOException {
    if (path.parent().isRoot()) {
      return base;
    }
    try {
      base.tree().stat(path);
      return base;
    } catch (StoreException e) {
      return switch (e.errno()) {
        case ELOOP, EXDEV, ENOTDIR -> open(base, path.parent(), name.length - path.leaf().length);
        default -> throw e;
      };
    }
  }

  private void checkVisible(byte[] directory) throws StoreException {
    if (filters.isEmpty()) {
      return;
    }
    byte[] whole = PathText.collapsed(directory);
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

  /** A path as messages quote it. */
  byte[] fullName(WalkOrigin origin, TreePath path) {
    return place.fullName(origin.directory(), path.isRoot() ? NO_BYTES : path.bytes());
  }
}
