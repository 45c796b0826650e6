// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HostIdMapperTest {

  private static final int NOBODY_HAS_THIS = 0x7ffffff1;

  @Test
  void knowsTheUsersOfTheSystem() throws IOException {
    HostIdMapper ids = HostIdMapper.ofThread();
    for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
      String[] fields = line.split(":");
      int uid = Integer.parseUnsignedInt(fields[2]);

      assertThat(ids.uid(bytes(fields[0]))).isEqualTo(uid);
      assertThat(ids.uid(ids.userName(uid))).isEqualTo(uid);
    }
    assertThat(ids.userName(0)).asString().isEqualTo("root");
  }

  @Test
  void knowsTheGroupsOfTheSystem() throws IOException {
    HostIdMapper ids = HostIdMapper.ofThread();
    for (String line : Files.readAllLines(Path.of("/etc/group"))) {
      String[] fields = line.split(":");
      int gid = Integer.parseUnsignedInt(fields[2]);

      assertThat(ids.gid(bytes(fields[0]))).isEqualTo(gid);
      assertThat(ids.gid(ids.groupName(gid))).isEqualTo(gid);
    }
  }

  @Test
  void unknownStaysUnknown() {
    HostIdMapper ids = new HostIdMapper(1, 1);
    for (byte[] name :
        new byte[][] {bytes("no such user"), {}, {(byte) 0xff}, {'r', 0}, new byte[5000]}) {
      assertThat(ids.uid(name)).isEqualTo(IdMapper.UNKNOWN);
      assertThat(ids.gid(name)).isEqualTo(IdMapper.UNKNOWN);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(ids.userName(NOBODY_HAS_THIS)).isEmpty();
      assertThat(ids.groupName(NOBODY_HAS_THIS)).isEmpty();
    }
  }

  @Test
  void identityIsTheOneGiven() {
    assertThat(new HostIdMapper(0, 0).isSuper()).isTrue();
    HostIdMapper user = new HostIdMapper(1000, 100, 20, 30);
    assertThat(user.isSuper()).isFalse();
    assertThat(user.isMember(100)).isTrue();
    assertThat(user.isMember(30)).isTrue();
    assertThat(user.isMember(40)).isFalse();
  }

  @Test
  void processIdentityIsTheSystems() throws Exception {
    HostIdMapper ids = HostIdMapper.ofThread();
    String[] groups = output("id", "-G").split(" ");

    assertThat(ids.isSuper()).isEqualTo(output("id", "-u").equals("0"));
    assertThat(Arrays.stream(groups).mapToInt(Integer::parseInt)).allMatch(ids::isMember);
  }

  @Test
  void databaseKnowsPrimaryAndOtherGroups() throws Exception {
    assertThat(UserDatabase.primaryGroup(0)).isZero();
    assertThat(UserDatabase.primaryGroup(NOBODY_HAS_THIS)).isEqualTo(UserDatabase.UNKNOWN);
    int[] groups = UserDatabase.groupsOf(bytes("daemon"), 4242);
    String[] expected = output("id", "-G", "daemon").split(" ");

    assertThat(groups).contains(4242);
    int primary = UserDatabase.primaryGroup(UserDatabase.userId("daemon"));
    assertThat(UserDatabase.groupsOf(bytes("daemon"), primary))
        .containsExactlyInAnyOrder(Arrays.stream(expected).mapToInt(Integer::parseInt).toArray());
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).trim();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
