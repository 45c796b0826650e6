// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rivulet.testkit.TreeSnapshot.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Compares two directory trees, the roots themselves included: names and types always, the aspects
 * of {@link TreeAspect} unless ignored.
 *
 * <pre>{@code
 * TreeAssert.assertThatTree(copy).isEqualTo(source);
 * TreeAssert.assertThatTree(copy).ignoring(TreeAspect.OWNER, TreeAspect.GROUP).isEqualTo(source);
 * }</pre>
 *
 * Looks through plain NIO and nothing of the product.
 */
public final class TreeAssert {

  private static final int SHOWN = 40;

  private final Path actual;
  private final Set<TreeAspect> aspects =
      EnumSet.complementOf(EnumSet.of(TreeAspect.HOLES, TreeAspect.ATTRIBUTES));
  private boolean ignoreRoot;
  private Predicate<String> ignoredNames = name -> false;

  private TreeAssert(Path actual) {
    this.actual = actual;
  }

  public static TreeAssert assertThatTree(Path actual) {
    return new TreeAssert(actual);
  }

  /** Leaves some aspects out. */
  public TreeAssert ignoring(TreeAspect... ignored) {
    aspects.removeAll(List.of(ignored));
    return this;
  }

  /** Compares these aspects only. */
  public TreeAssert comparingOnly(TreeAspect... compared) {
    aspects.clear();
    aspects.addAll(List.of(compared));
    return this;
  }

  /** Compares the allocated size of files too. */
  public TreeAssert withHoles() {
    aspects.add(TreeAspect.HOLES);
    return this;
  }

  /** Compares extended attributes and access control lists too, where getfattr(1) shows them. */
  public TreeAssert withAttributes() {
    aspects.add(TreeAspect.ATTRIBUTES);
    return this;
  }

  /** Leaves the attributes of the two root directories out. */
  public TreeAssert ignoringRoot() {
    ignoreRoot = true;
    return this;
  }

  /** Leaves out objects by the percent-encoded relative name. */
  public TreeAssert ignoringNames(Predicate<String> names) {
    ignoredNames = ignoredNames.or(names);
    return this;
  }

  /** Fails with a list of the differences, if there are any. */
  public void isEqualTo(Path expected) {
    List<String> differences = differencesTo(expected);
    if (!differences.isEmpty()) {
      throw new AssertionError(message(expected, differences));
    }
  }

  /** One line per difference, in order of the names; empty when the trees are equal. */
  public List<String> differencesTo(Path expected) {
    SortedMap<String, Entry> left = TreeSnapshot.of(expected).entries();
    SortedMap<String, Entry> right = TreeSnapshot.of(actual).entries();
    TreeSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    if (ignoreRoot) {
      names.remove(".");
    }
    names.removeIf(ignoredNames);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      Entry was = left.get(name);
      Entry is = right.get(name);
      if (is == null) {
        differences.add(name + ": missing " + was.type());
      } else if (was == null) {
        differences.add(name + ": unexpected " + is.type());
      } else {
        compare(name, was, is, differences);
      }
    }
    if (compares(TreeAspect.ATTRIBUTES)) {
      compareAttributes(expected, differences);
    }
    return differences;
  }

  private void compareAttributes(Path expected, List<String> out) {
    try {
      SortedMap<String, String> left = AttributeTools.dump(expected);
      SortedMap<String, String> right = AttributeTools.dump(actual);
      TreeSet<String> names = new TreeSet<>(left.keySet());
      names.addAll(right.keySet());
      for (String name : names) {
        check(out, name, "attributes", left.getOrDefault(name, ""), right.getOrDefault(name, ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String message(Path expected, List<String> differences) {
    StringBuilder text = new StringBuilder();
    text.append(actual).append(" differs from ").append(expected).append(':');
    differences.stream().limit(SHOWN).forEach(line -> text.append("\n  ").append(line));
    if (differences.size() > SHOWN) {
      text.append("\n  and ").append(differences.size() - SHOWN).append(" more");
    }
    return text.toString();
  }

  private void compare(String name, Entry was, Entry is, List<String> out) {
    if (!was.type().equals(is.type())) {
      out.add(name + ": expected a " + was.type() + " but found a " + is.type());
      return;
    }
    if (compares(TreeAspect.MODE) && !was.isSymlink()) {
      check(out, name, "mode", octal(was.mode()), octal(is.mode()));
    }
    if (compares(TreeAspect.OWNER)) {
      check(out, name, "owner", was.uid(), is.uid());
    }
    if (compares(TreeAspect.GROUP)) {
      check(out, name, "group", was.gid(), is.gid());
    }
    if (compares(mtimeAspect(was))) {
      check(out, name, "mtime", was.mtime().toInstant(), is.mtime().toInstant());
    }
    if (compares(TreeAspect.SYMLINK_TARGET) && was.isSymlink()) {
      check(out, name, "target", was.target(), is.target());
    }
    if (compares(TreeAspect.DEVICE_NUMBER) && was.isDevice()) {
      check(out, name, "device number", was.rdev(), is.rdev());
    }
    if (compares(TreeAspect.HARD_LINKS)) {
      check(out, name, "first name of its hard links", was.leader(), is.leader());
    }
    if (was.isRegular()) {
      compareFiles(name, was, is, out);
    }
  }

  private void compareFiles(String name, Entry was, Entry is, List<String> out) {
    if (compares(TreeAspect.CONTENT)) {
      check(out, name, "size", was.size(), is.size());
      if (was.size() == is.size()) {
        long at = mismatch(was.path(), is.path());
        if (at >= 0) {
          out.add(name + ": content differs at byte " + at + " of " + is.size());
        }
      }
    }
    if (compares(TreeAspect.HOLES)) {
      check(out, name, "allocated bytes", allocated(was.path()), allocated(is.path()));
    }
  }

  private boolean compares(TreeAspect aspect) {
    return aspects.contains(aspect);
  }

  private static TreeAspect mtimeAspect(Entry entry) {
    if (entry.isDirectory()) {
      return TreeAspect.DIRECTORY_MTIME;
    }
    return entry.isSymlink() ? TreeAspect.SYMLINK_MTIME : TreeAspect.MTIME;
  }

  private static void check(List<String> out, String name, String what, Object was, Object is) {
    if (!was.equals(is)) {
      out.add(name + ": " + what + " expected " + was + " but was " + is);
    }
  }

  private static String octal(int mode) {
    return Integer.toOctalString(mode & 07777);
  }

  private static long mismatch(Path one, Path two) {
    try {
      return Files.mismatch(one, two);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** NIO does not tell; stat(1) does. */
  private static long allocated(Path file) {
    try {
      Process stat =
          new ProcessBuilder("stat", "--format=%b %B", file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String[] blocks =
          new String(stat.getInputStream().readAllBytes(), US_ASCII).trim().split(" ");
      if (stat.waitFor() != 0) {
        throw new IOException("stat " + file + " ended with " + stat.exitValue());
      }
      return Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at " + file, e);
    }
  }
}
