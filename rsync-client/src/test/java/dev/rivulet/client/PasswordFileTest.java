// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'secret\nmore\n', secret",
    "'secret\r\n', secret",
    "secret, secret",
    "' a b\t\n', ' a b\t'"
  })
  void readsTheFirstLine(String contents, String password) throws Exception {
    Path file = file(contents, "rw-------");

    assertThat(new String(passwordOf(file), UTF_8)).isEqualTo(password);
  }

  @ParameterizedTest
  @CsvSource({"rw----r--", "rw-----w-", "rw-r--r--"})
  void refusesAFileThatOthersCanAccess(String permissions) throws Exception {
    Path file = file("secret\n", permissions);

    assertThatThrownBy(() -> passwordOf(file))
        .hasMessage("ERROR: password file must not be other-accessible");
  }

  @Test
  void acceptsAFileThatItsGroupCanRead() throws Exception {
    assertThat(passwordOf(file("secret\n", "rw-r-----"))).asString(UTF_8).isEqualTo("secret");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> passwordOf(missing))
        .hasMessage("could not open password file " + missing + ": No such file or directory (2)");
  }

  @Test
  void followsLinksOfItsUser() throws Exception {
    Path file = file("secret\n", "rw-------");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());

    assertThat(passwordOf(link)).asString(UTF_8).isEqualTo("secret");
  }

  private Path file(String contents, String permissions) throws Exception {
    Path file = Files.writeString(directory.resolve("password"), contents);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static byte[] passwordOf(Path file) throws Exception {
    return new PasswordFile(file.toString().getBytes(UTF_8)).password("user", "host");
  }
}
