// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Acl.Kind;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileTree.Feature;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileTree} does that has extended attributes. An implementation's test extends
 * this and gives an empty tree; where the file system below has none the tests are skipped.
 */
public abstract class ExtendedAttributesContract {

  /** A list with names, all parts present, and a mask that takes something away. */
  private static final Acl WITH_NAMES =
      new Acl.Builder()
          .user(6)
          .name(true, 12345, 7)
          .name(true, 1, 4)
          .group(4)
          .name(false, 70000, 6)
          .mask(6)
          .other(0)
          .build();

  private FileTree tree;

  /** An empty tree, closed by the test. */
  protected abstract FileTree emptyTree() throws IOException;

  /** Whether attributes outside the user's namespace can be set here. */
  protected abstract boolean isSuper() throws IOException;

  @BeforeEach
  void open() throws IOException {
    tree = emptyTree();
    assertThat(tree.features()).contains(Feature.EXTENDED_ATTRIBUTES);
    tree.makeDirectory(path("probe"), 0755);
    assumeThat(isSupported()).as("the file system has extended attributes").isTrue();
    tree.removeDirectory(path("probe"));
  }

  private boolean isSupported() throws IOException {
    try (ExtendedAttributes probe = extended("probe")) {
      probe.set(name("user.probe"), new byte[0]);
      return true;
    } catch (StoreException e) {
      assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP);
      return false;
    }
  }

  @AfterEach
  void close() throws IOException {
    tree.close();
  }

  // Attributes

  @Test
  void keepsValuesOfAnyBytes() throws IOException {
    file("file");
    byte[] value = {0, -1, 'x', '\n'};
    try (ExtendedAttributes attributes = extended("file")) {
      attributes.set(name("user.bytes"), value);
      attributes.set(name("user.empty"), new byte[0]);

      assertThat(attributes.get(name("user.bytes"))).isEqualTo(value);
      assertThat(attributes.get(name("user.empty"))).isEmpty();
    }
    assertThat(names("file")).containsExactlyInAnyOrder("user.bytes", "user.empty");
  }

  @Test
  void replacesAndRemoves() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    try (ExtendedAttributes attributes = extended("dir")) {
      attributes.set(name("user.a"), bytes("first"));
      attributes.set(name("user.b"), bytes("other"));
      attributes.set(name("user.a"), bytes("second"));
      attributes.remove(name("user.b"));

      assertThat(attributes.get(name("user.a"))).asString().isEqualTo("second");
      assertThat(names("dir")).containsExactly("user.a");
      assertThat(errno(() -> attributes.get(name("user.b")))).isEqualTo(Errno.ENODATA);
      assertThat(errno(() -> attributes.remove(name("user.b")))).isEqualTo(Errno.ENODATA);
    }
  }

  @Test
  void keepsValuesOfSomeThousandBytes() throws IOException {
    file("file");
    byte[] value = new byte[3000];
    value[2999] = 7;
    try (ExtendedAttributes attributes = extended("file")) {
      attributes.set(name("user.long"), value);

      assertThat(attributes.get(name("user.long"))).isEqualTo(value);
    }
  }

  @Test
  void neverFollowsASymbolicLink() throws IOException {
    file("file");
    tree.makeSymlink(path("link"), bytes("file"));
    try (ExtendedAttributes attributes = extended("link")) {
      assertThat(errno(() -> attributes.set(name("user.a"), bytes("x"))))
          .isIn(Errno.EPERM, Errno.EOPNOTSUPP);
      assertThat(attributes.names()).isEmpty();
    }
    assertThat(names("file")).isEmpty();
  }

  @Test
  void linksOfASuperUserHaveAttributesOfTheirOwn() throws IOException {
    assumeThat(isSuper()).isTrue();
    file("file");
    tree.makeSymlink(path("link"), bytes("file"));
    try (ExtendedAttributes attributes = extended("link")) {
      attributes.set(name("trusted.a"), bytes("x"));
    }

    assertThat(names("link")).containsExactly("trusted.a");
    assertThat(names("file")).isEmpty();
  }

  @Test
  void canBeHeldWithoutTheRightToRead() throws IOException {
    tree.makeDirectory(path("dir"), 0300);
    try (ExtendedAttributes attributes = extended("dir")) {
      attributes.setAcl(Kind.ACCESS, WITH_NAMES);

      assertThat(attributes.acl(Kind.ACCESS)).isEqualTo(WITH_NAMES);
    }
    tree.attributes(path("dir")).setMode(0700);
  }

  @Test
  void fileThatIsBeingWrittenHasThemToo() throws IOException {
    try (StagedFile staged = tree.stage(path("new"), 0600)) {
      staged.write(bytes("text"), 0, 4);
      try (ExtendedAttributes attributes = staged.extended()) {
        attributes.set(name("user.a"), bytes("x"));
        attributes.setAcl(Kind.ACCESS, WITH_NAMES);
      }
      staged.write(bytes("more"), 0, 4);
      staged.commit();
    }

    assertThat(names("new")).containsExactly("user.a");
    assertThat(acl("new", Kind.ACCESS)).isEqualTo(WITH_NAMES);
    assertThat(tree.stat(path("new")).size()).isEqualTo(8);
  }

  @Test
  void whatIsMissingHasNone() throws IOException {
    assertThat(errno(() -> extended("none"))).isEqualTo(Errno.ENOENT);
  }

  // Access control lists

  @Test
  void objectsBeginWithoutLists() throws IOException {
    file("file");
    tree.makeDirectory(path("dir"), 0755);

    assertThat(acl("file", Kind.ACCESS)).isEqualTo(Acl.NONE);
    assertThat(acl("dir", Kind.ACCESS)).isEqualTo(Acl.NONE);
    assertThat(acl("dir", Kind.DEFAULT)).isEqualTo(Acl.NONE);
  }

  @Test
  void accessListShowsInThePermissions() throws IOException {
    file("file");
    setAcl("file", Kind.ACCESS, WITH_NAMES);

    assertThat(acl("file", Kind.ACCESS)).isEqualTo(WITH_NAMES);
    assertThat(tree.stat(path("file")).permissions()).isEqualTo(0660);
    assertThat(names("file")).isEmpty();
  }

  @Test
  void permissionsShowInTheAccessList() throws IOException {
    file("file");
    setAcl("file", Kind.ACCESS, WITH_NAMES);
    tree.attributes(path("file")).setMode(0741);

    Acl seen = acl("file", Kind.ACCESS);
    assertThat(seen.user()).isEqualTo(7);
    assertThat(seen.mask()).isEqualTo(4);
    assertThat(seen.group()).isEqualTo(4);
    assertThat(seen.other()).isEqualTo(1);
    assertThat(seen.hasNamesOf(WITH_NAMES)).isTrue();
  }

  @Test
  void listOfPermissionsAloneIsNone() throws IOException {
    file("file");
    setAcl("file", Kind.ACCESS, WITH_NAMES);
    setAcl("file", Kind.ACCESS, new Acl.Builder().user(6).group(4).other(4).build());

    assertThat(acl("file", Kind.ACCESS)).isEqualTo(Acl.NONE);
    assertThat(tree.stat(path("file")).permissions()).isEqualTo(0644);
  }

  @Test
  void directoriesHaveADefaultList() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    setAcl("dir", Kind.DEFAULT, WITH_NAMES);
    assertThat(acl("dir", Kind.DEFAULT)).isEqualTo(WITH_NAMES);
    assertThat(tree.stat(path("dir")).permissions()).isEqualTo(0755);

    setAcl("dir", Kind.DEFAULT, Acl.NONE);
    assertThat(acl("dir", Kind.DEFAULT)).isEqualTo(Acl.NONE);
    setAcl("dir", Kind.DEFAULT, Acl.NONE);
  }

  @Test
  void filesHaveNoDefaultList() throws IOException {
    file("file");
    setAcl("file", Kind.DEFAULT, Acl.NONE);

    assertThat(errno(() -> setAcl("file", Kind.DEFAULT, WITH_NAMES)))
        .isIn(Errno.EACCES, Errno.EOPNOTSUPP);
  }

  @Test
  void linksHaveNoLists() throws IOException {
    tree.makeSymlink(path("link"), bytes("nowhere"));

    assertThat(acl("link", Kind.ACCESS)).isEqualTo(Acl.NONE);
    assertThat(errno(() -> setAcl("link", Kind.ACCESS, WITH_NAMES))).isEqualTo(Errno.EOPNOTSUPP);
  }

  // Words for the tests above

  private ExtendedAttributes extended(String path) throws IOException {
    AttributeTarget target = tree.attributes(path(path));
    return target.extended();
  }

  private List<String> names(String path) throws IOException {
    List<String> names = new ArrayList<>();
    try (ExtendedAttributes attributes = extended(path)) {
      for (byte[] name : attributes.names()) {
        String text = new String(name, US_ASCII);
        if (!text.startsWith("security.")) {
          names.add(text);
        }
      }
    }
    return names;
  }

  private Acl acl(String path, Kind kind) throws IOException {
    try (ExtendedAttributes attributes = extended(path)) {
      return attributes.acl(kind);
    }
  }

  private void setAcl(String path, Kind kind, Acl acl) throws IOException {
    try (ExtendedAttributes attributes = extended(path)) {
      attributes.setAcl(kind, acl);
    }
  }

  private void file(String name) throws IOException {
    try (StagedFile staged = tree.stage(path(name), 0644)) {
      staged.setMode(0644);
      staged.commit();
    }
  }

  private static TreePath path(String path) {
    return TreePath.of(path);
  }

  private static byte[] name(String name) {
    return name.getBytes(US_ASCII);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Errno errno(ThrowingCallable call) {
    StoreException failure = catchThrowableOfType(StoreException.class, call);
    assertThat(failure).as("should have failed").isNotNull();
    return failure.errno();
  }
}
