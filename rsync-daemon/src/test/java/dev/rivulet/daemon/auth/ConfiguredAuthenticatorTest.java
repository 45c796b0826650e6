// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.config.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredAuthenticatorTest {
  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();
  private final ConfiguredAuthenticator authenticator = new ConfiguredAuthenticator(log::add);
  private Path secrets;

  @BeforeEach
  void writeSecrets() throws IOException {
    secrets = Files.writeString(directory.resolve("secrets"), "ann:pw\n#x:pw\n");
    permissions("rw-------");
  }

  private void permissions(String text) throws IOException {
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString(text));
  }

  private ModuleConfig.Builder module(String users) {
    return ModuleConfig.builder("m").authUsers(users).secretsFile(secrets.toString());
  }

  private Decision decide(ModuleConfig module, String user, String password) {
    return authenticator.decide(
        module, user, candidate -> new String(candidate, UTF_8).equals(password));
  }

  @Test
  void letsUsersInWithTheRightsOfTheirRule() {
    assertThat(decide(module("ann").build(), "ann", "pw")).isEqualTo(Decision.granted());
    assertThat(decide(module("ann:ro").build(), "ann", "pw"))
        .isEqualTo(new Decision.Granted(Optional.of(true)));
    assertThat(decide(module("ann:rw").build(), "ann", "pw"))
        .isEqualTo(new Decision.Granted(Optional.of(false)));
  }

  @Test
  void tellsTheLogWhyALoginFails() {
    assertThat(decide(module("bob").build(), "ann", "pw"))
        .isEqualTo(new Decision.Refused("no matching rule"));
    assertThat(decide(module("ann:deny").build(), "ann", "pw"))
        .isEqualTo(new Decision.Refused("denied by rule"));
    assertThat(decide(module("*").build(), "bob", "pw"))
        .isEqualTo(new Decision.Refused("secret not found"));
    assertThat(decide(module("ann").build(), "ann", "px"))
        .isEqualTo(new Decision.Refused("password mismatch"));
    assertThat(decide(module("*").build(), "#x", "pw"))
        .isEqualTo(new Decision.Refused("invalid username"));
    assertThat(decide(module("ann").secretsFile("/missing").build(), "ann", "pw"))
        .isEqualTo(new Decision.Refused("no secrets file"));
    assertThat(decide(module("ann").secretsFile("").build(), "ann", "pw"))
        .isEqualTo(new Decision.Refused("no secrets file"));
  }

  @Test
  void ignoresAFileThatOthersCanReadOrWrite() throws IOException {
    for (String open : List.of("rw----r--", "rw-----w-")) {
      permissions(open);
      assertThat(decide(module("ann").build(), "ann", "pw"))
          .isEqualTo(new Decision.Refused("ignoring secrets file"));
    }
    assertThat(log)
        .containsOnly("secrets file must not be other-accessible (see strict modes option)");
  }

  @Test
  void acceptsAFileOfTheGroup() throws IOException {
    permissions("rw-rw---x");
    assertThat(decide(module("ann").build(), "ann", "pw")).isEqualTo(Decision.granted());
  }

  @Test
  void acceptsAnyFileWithoutStrictModes() throws IOException {
    permissions("rw-rw-rw-");
    ModuleConfig lenient = module("ann").set(Parameter.STRICT_MODES, "no").build();
    assertThat(decide(lenient, "ann", "pw")).isEqualTo(Decision.granted());
  }

  @Test
  void wantsALoginOnlyForModulesWithUsers() {
    assertThat(authenticator.requiresLogin(module("").build())).isFalse();
    assertThat(authenticator.requiresLogin(module("ann").build())).isTrue();
  }
}
