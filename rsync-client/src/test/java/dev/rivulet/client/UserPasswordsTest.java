// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UserPasswordsTest {

  @Test
  void areOneLineAfterAPrompt() throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream("secret word\nrest".getBytes(UTF_8));
    ByteArrayOutputStream prompt = new ByteArrayOutputStream();

    assertThat(UserPasswords.asked(in, prompt)).asString(UTF_8).isEqualTo("secret word");
    assertThat(prompt.toString(UTF_8)).isEqualTo("Password: ");
    assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("rest");
    assertThat(UserPasswords.asked(in, prompt)).isEmpty();
  }
}
