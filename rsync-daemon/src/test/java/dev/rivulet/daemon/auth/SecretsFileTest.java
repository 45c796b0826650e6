// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsFileTest {

  private static Optional<String> verify(
      String contents, String user, String group, String password) {
    return new SecretsFile(contents.getBytes(UTF_8))
        .verify(
            user.getBytes(UTF_8),
            Optional.ofNullable(group).map(name -> name.getBytes(UTF_8)),
            candidate -> new String(candidate, UTF_8).equals(password));
  }

  @Test
  void acceptsThePasswordBehindTheFirstColon() {
    assertThat(verify("bob:x\nann:se cret:1\n", "ann", null, "se cret:1")).isEmpty();
    assertThat(verify("ann:secret", "ann", null, "secret")).isEmpty();
    assertThat(verify("ann:secret\r\n", "ann", null, "secret")).isEmpty();
    assertThat(verify("ann:\n", "ann", null, "")).isEmpty();
  }

  @Test
  void looksOnlyAtTheFirstLineOfAUser() {
    assertThat(verify("ann:x\nann:y\n", "ann", null, "y")).contains("password mismatch");
  }

  @Test
  void takesATrailingCommentAsPartOfThePassword() {
    assertThat(verify("rsync:123456    #user\n", "rsync", null, "123456"))
        .contains("password mismatch");
    assertThat(verify("rsync:123456    #user\n", "rsync", null, "123456    #user")).isEmpty();
  }

  @Test
  void knowsNobodyByAPartOfTheName() {
    assertThat(verify("anna:x\nan:x\nann\n", "ann", null, "x")).contains("secret not found");
  }

  @Test
  void acceptsThePasswordOfTheGroupThatLetTheUserIn() {
    assertThat(verify("ann:y\n@staff:x\n", "ann", "staff", "x")).isEmpty();
    assertThat(verify("@staff:x\n", "ann", "staff", "x")).isEmpty();
    assertThat(verify("@staff:x\n", "ann", null, "x")).contains("secret not found");
    assertThat(verify("@other:x\n", "ann", "staff", "x")).contains("secret not found");
  }

  @Test
  void skipsLinesThatAreTooLong() {
    assertThat(verify("ann:" + "x".repeat(1020) + "\n", "ann", null, "x".repeat(1020)))
        .contains("secret not found");
    assertThat(verify("ann:" + "x".repeat(1019) + "\n", "ann", null, "x".repeat(1019))).isEmpty();
  }
}
