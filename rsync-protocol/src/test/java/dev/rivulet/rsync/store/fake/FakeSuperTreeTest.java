// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.host.PosixFileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is really there when files pretend, as the reference program leaves it. */
final class FakeSuperTreeTest {
  private static final String STAT = "user.rsync.%stat";

  @TempDir Path directory;

  private PosixFileTree real;
  private FakeSuperTree fake;

  @BeforeEach
  void open() throws IOException {
    real = PosixFileTree.open(directory.toString().getBytes(US_ASCII));
    fake = new FakeSuperTree(real);
    assumeThat(isSupported()).as("the file system has extended attributes").isTrue();
  }

  private boolean isSupported() throws IOException {
    try (ExtendedAttributes root = real.attributes(TreePath.ROOT).extended()) {
      root.set(name("user.probe"), new byte[0]);
      root.remove(name("user.probe"));
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  @AfterEach
  void close() throws IOException {
    fake.close();
  }

  private static byte[] name(String text) {
    return text.getBytes(US_ASCII);
  }

  private static TreePath path(String path) {
    return TreePath.of(path);
  }

  private String kept(String path, String attribute) throws IOException {
    try (ExtendedAttributes attributes = real.attributes(path(path)).extended()) {
      return new String(attributes.get(name(attribute)), US_ASCII);
    }
  }

  private List<String> names(FileTree tree, String path) throws IOException {
    try (ExtendedAttributes attributes = tree.attributes(path(path)).extended()) {
      return attributes.names().stream()
          .map(name -> new String(name, US_ASCII))
          .filter(name -> !name.startsWith("security."))
          .toList();
    }
  }

  @Test
  void deviceIsAPrivateFileThatSaysWhatItIs() throws IOException {
    fake.makeNode(path("dev"), 060644, 300, 70000);
    fake.attributes(path("dev")).setOwner(7, 8);

    assertThat(real.stat(path("dev")).mode()).isEqualTo(0100644);
    assertThat(kept("dev", STAT)).isEqualTo("60644 300,70000 7:8");
    FileAttributes seen = fake.stat(path("dev"));
    assertThat(List.of(seen.mode(), seen.rdevMajor(), seen.rdevMinor(), seen.uid(), seen.gid()))
        .containsExactly(060644, 300, 70000, 7, 8);
  }

  @Test
  void symlinkIsAFileWithItsTarget() throws IOException {
    fake.makeSymlink(path("link"), name("some/where"));
    fake.attributes(path("link")).setOwner(3, 3);

    assertThat(real.stat(path("link")).isRegular()).isTrue();
    assertThat(real.stat(path("link")).size()).isEqualTo(10);
    assertThat(kept("link", STAT)).isEqualTo("120777 0,0 3:3");
    assertThat(fake.readLink(path("link"))).isEqualTo(name("some/where"));
  }

  @Test
  void nothingIsPretendedThatIsSo() throws IOException {
    fake.makeDirectory(path("dir"), 0700);
    AttributeTarget target = fake.attributes(path("dir"));
    FileAttributes own = real.stat(path("dir"));
    target.setOwner(1, 1);
    assertThat(names(real, "dir")).containsExactly(STAT);

    target.setOwner(own.uid(), own.gid());
    assertThat(names(real, "dir")).isEmpty();
  }

  @Test
  void whatReallyIsSoButMayOnlyBePretendedIsTakenBack() throws IOException {
    real.makeNode(path("file"), 0100600, 0, 0);
    real.attributes(path("file")).setMode(04711);
    fake.attributes(path("file")).canonicalize(04711);

    assertThat(real.stat(path("file")).permissions()).isEqualTo(0711);
    assertThat(kept("file", STAT)).startsWith("104711 0,0 ");
    assertThat(fake.stat(path("file")).permissions()).isEqualTo(04711);
  }

  @Test
  void aRealLinkIsNoneOfItsOwn() throws IOException {
    real.makeSymlink(path("real"), name("target"));
    fake.makeSymlink(path("pretended"), name("target"));

    assertThat(fake.hasLinkTo(path("real"), name("target"))).isFalse();
    assertThat(fake.hasLinkTo(path("pretended"), name("target"))).isTrue();
  }

  @Test
  void realBitsKeepTheOwnerInAndSpecialRightsOut() throws IOException {
    fake.makeDirectory(path("dir"), 0755);
    fake.attributes(path("dir")).setMode(01070);
    fake.makeNode(path("file"), 0100600, 0, 0);
    fake.attributes(path("file")).setMode(04011);

    assertThat(real.stat(path("dir")).permissions()).isEqualTo(0770);
    assertThat(real.stat(path("file")).permissions()).isEqualTo(0611);
    assertThat(fake.stat(path("dir")).permissions()).isEqualTo(01070);
    assertThat(fake.stat(path("file")).permissions()).isEqualTo(04011);
  }

  @Test
  void foreignNamespacesAreDisguised() throws IOException {
    fake.makeNode(path("file"), 0100640, 0, 0);
    try (ExtendedAttributes attributes = fake.attributes(path("file")).extended()) {
      attributes.set(name("trusted.t"), name("x"));
      attributes.set(name("user.u"), name("y"));
      assertThat(attributes.get(name("trusted.t"))).isEqualTo(name("x"));
    }
    fake.attributes(path("file")).setOwner(5, 5);

    assertThat(names(real, "file"))
        .containsExactlyInAnyOrder("user.rsync.trusted.t", "user.u", STAT);
    assertThat(names(fake, "file")).containsExactlyInAnyOrder("trusted.t", "user.u");
  }

  @Test
  void listsAreKeptAsAttributes() throws IOException {
    Acl wanted =
        new Acl.Builder()
            .user(7)
            .name(true, 1, 7)
            .name(true, 12345, 4)
            .group(5)
            .name(false, 2, 6)
            .mask(7)
            .other(5)
            .build();
    fake.makeNode(path("file"), 0100775, 0, 0);
    try (ExtendedAttributes attributes = fake.attributes(path("file")).extended()) {
      attributes.setAcl(Acl.Kind.ACCESS, wanted);

      assertThat(attributes.acl(Acl.Kind.ACCESS)).isEqualTo(wanted);
      assertThat(attributes.names()).isEmpty();
    }
    try (ExtendedAttributes attributes = real.attributes(path("file")).extended()) {
      assertThat(HexFormat.of().formatHex(attributes.get(name("user.rsync.%aacl"))))
          .isEqualTo(
              "80000000050000000700000080000000"
                  + "01000000070000803930000004000080"
                  + "0200000006000000");
      assertThat(attributes.acl(Acl.Kind.ACCESS)).isEqualTo(Acl.NONE);
    }
  }

  @Test
  void defaultListIsRemovedWithItsAttribute() throws IOException {
    Acl wanted = new Acl.Builder().user(7).group(5).other(0).build();
    fake.makeDirectory(path("dir"), 0755);
    try (ExtendedAttributes attributes = fake.attributes(path("dir")).extended()) {
      attributes.setAcl(Acl.Kind.DEFAULT, wanted);
      assertThat(attributes.acl(Acl.Kind.DEFAULT)).isEqualTo(wanted);

      attributes.setAcl(Acl.Kind.DEFAULT, Acl.NONE);
      attributes.setAcl(Acl.Kind.DEFAULT, Acl.NONE);
      assertThat(attributes.acl(Acl.Kind.DEFAULT)).isEqualTo(Acl.NONE);
    }
    assertThat(names(real, "dir")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100644", "100644 0,0", "100644 0,0 1", "999 0,0 1:1", "x 0,0 1:1"})
  void refusesWhatCannotBeUnderstood(String text) {
    assertThatThrownBy(() -> FakeStat.parse(name(text), "some/file"))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FILE_IO))
        .hasMessageStartingWith("Corrupt user.rsync.%stat xattr attached to some/file: ");
  }

  @Test
  void refusesAListThatIsNone() {
    for (byte[] wrong : new byte[][] {{}, new byte[15], new byte[20]}) {
      assertThatThrownBy(() -> FakeAclFormat.decode(wrong)).isInstanceOf(StoreException.class);
    }
  }
}
