// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.daemon.auth.Authenticator;
import dev.rivulet.daemon.auth.Decision;
import dev.rivulet.daemon.config.ConfigException;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RsyncDaemonTest {
  @TempDir Path directory;

  private RsyncDaemon.Builder builder() {
    return RsyncDaemon.builder()
        .address("127.0.0.1")
        .port(0)
        .logFile(directory.resolve("log").toString());
  }

  private RsyncDaemon.Builder withFile(String text) throws IOException {
    return builder().configFile(Files.writeString(directory.resolve("rsyncd.conf"), text));
  }

  private static String ask(RsyncDaemon daemon, String request) throws IOException {
    try (RawClient client = new RawClient(daemon.port())) {
      client.line();
      return client.say("@RSYNCD: 31.0\n" + request + "\n").finishSaying().rest();
    }
  }

  @Test
  void offersTheModulesOfAProgram() throws IOException {
    ModuleConfig module = ModuleConfig.builder("data").path("/srv").comment("files").build();
    try (RsyncDaemon daemon = builder().module(module).start()) {
      assertThat(daemon.port()).isPositive();
      assertThat(daemon.address().getAddress().isLoopbackAddress()).isTrue();
      assertThat(ask(daemon, "")).isEqualTo("data           \tfiles\n@RSYNCD: EXIT\n");
    }
  }

  @Test
  void readsItsConfigurationForEveryConnection() throws IOException {
    try (RsyncDaemon daemon = withFile("[a]\n").start()) {
      assertThat(ask(daemon, "#list")).startsWith("a ");
      withFile("[b]\n");
      assertThat(ask(daemon, "#list")).startsWith("b ");
      withFile("[broken\n");
      try (RawClient client = new RawClient(daemon.port())) {
        assertThat(client.rest()).isEmpty();
      }
    }
    assertThat(directory.resolve("log"))
        .content()
        .contains("Badly formed line in config file: broken")
        .contains("(code 1)");
  }

  @Test
  void doesNotStartWithoutAUsableConfiguration() {
    assertThatThrownBy(() -> builder().configFile(directory.resolve("missing")).start())
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    try (RsyncDaemon first = builder().start()) {
      assertThatThrownBy(() -> builder().port(first.port()).start())
          .isInstanceOfSatisfying(
              RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SOCKET_IO))
          .hasMessageContaining("unable to bind any inbound sockets on port " + first.port());
    }
  }

  @Test
  void keepsAPidFileWhileItRuns() throws IOException {
    Path pid = directory.resolve("pid");
    try (RsyncDaemon daemon = withFile("pid file = " + pid + "\n").start()) {
      assertThat(pid).hasContent(ProcessHandle.current().pid() + "\n");
      assertThat(daemon.port()).isPositive();
    }
    assertThat(pid).doesNotExist();
  }

  @Test
  void endsItsSessionsWhenItIsClosed() throws IOException {
    RsyncDaemon daemon =
        builder().module(ModuleConfig.builder("m").path(directory.toString()).build()).start();
    int port = daemon.port();
    try (RawClient idle = new RawClient(port);
        RawClient busy = new RawClient(port)) {
      idle.line();
      busy.line();
      busy.say("@RSYNCD: 31.0\nm\n");
      busy.line();

      daemon.close();

      assertThat(busy.rest()).isEmpty();
      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void refusesCommandsThatWouldRunOutsideTheRootOfTheDaemon() throws IOException {
    assumeTrue(Posix.effectiveUser() != 0, "root can keep them inside");
    String text = "daemon chroot = /srv\n[m]\npath = /\npre-xfer exec = /bin/false\n";
    try (RsyncDaemon daemon = withFile(text).start()) {
      assertThat(ask(daemon, "m"))
          .startsWith("@ERROR: module m uses commands together with \"daemon chroot\"");
    }
  }

  @Test
  void refusesAModuleWithNamesInACharacterSetThatThereIsNot() throws IOException {
    String failure = "iconv_open(\"UTF-8\", \"nono\") failed";
    try (RsyncDaemon daemon = withFile("charset = nono\n[m]\npath = /\n").start()) {
      assertThat(ask(daemon, "m")).startsWith("@ERROR: " + failure);
    }
    assertThat(directory.resolve("log")).content().contains(failure);
  }

  @Test
  void asksAnotherSourceOfUsers() throws IOException {
    Authenticator callers =
        new Authenticator() {
          @Override
          public boolean requiresLogin(ModuleConfig module) {
            return true;
          }

          @Override
          public Decision decide(ModuleConfig module, String user, PasswordCheck check) {
            return user.equals("ann") && check.isProvenBy("pw".getBytes(UTF_8))
                ? Decision.granted()
                : new Decision.Refused("not one of ours");
          }
        };
    ModuleConfig module = ModuleConfig.builder("m").path(directory.toString()).build();
    try (RsyncDaemon daemon = builder().module(module).authenticator(callers).start()) {
      assertThat(login(daemon, "ann", "pw")).isEqualTo("@RSYNCD: OK");
      assertThat(login(daemon, "ann", "px")).isEqualTo("@ERROR: auth failed on module m");
      assertThat(login(daemon, "bob", "pw")).isEqualTo("@ERROR: auth failed on module m");
    }
    assertThat(directory.resolve("log")).content().contains("for bob: not one of ours");
  }

  private static String login(RsyncDaemon daemon, String user, String password) throws IOException {
    try (RawClient client = new RawClient(daemon.port())) {
      client.line();
      client.say("@RSYNCD: 31.0 sha256\nm\n");
      String challenge = client.line().replace("@RSYNCD: AUTHREQD ", "");
      String response = AuthDigest.SHA256.response(password.getBytes(UTF_8), challenge);
      return client.say(user + " " + response + "\n").line();
    }
  }

  @Test
  void replacesVariablesOfTheConnection() throws IOException {
    Map<String, String> environment = Map.of("WORD", "hello");
    try (RsyncDaemon daemon =
        withFile("[m]\ncomment = %WORD% %NONE%\n").environment(environment).start()) {
      assertThat(ask(daemon, "")).startsWith("m              \thello %NONE%\n");
    }
  }
}
