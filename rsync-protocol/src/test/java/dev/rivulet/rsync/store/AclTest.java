// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AclTest {

  private static final Acl LIST =
      new Acl.Builder()
          .user(7)
          .name(false, 2, 6)
          .name(true, 12345, 4)
          .name(true, 1, 7)
          .group(5)
          .mask(7)
          .other(5)
          .build();

  @Test
  void namesAreSortedUsersFirst() {
    assertThat(LIST).hasToString("u::7,u:1:7,u:12345:4,g:2:6,g::5,m::7,o::5");
    Acl large = new Acl.Builder().name(true, -2, 1).name(true, 5, 1).name(false, 1, 1).build();
    assertThat(large).hasToString("u:5:1,u:4294967294:1,g:1:1");
  }

  @Test
  void whatFollowsFromThePermissionsCanBeLeftOut() {
    assertThat(LIST.without(0775)).hasToString("u:1:7,u:12345:4,g:2:6,g::5");
    assertThat(LIST.without(0755)).hasToString("u:1:7,u:12345:4,g:2:6,m::7");
    assertThat(new Acl.Builder().user(7).group(5).other(5).build().without(0755).isNone()).isTrue();
    Acl maskAlone = new Acl.Builder().user(6).group(6).mask(4).other(0).build();
    assertThat(maskAlone.without(0640)).hasToString("g::6,m::4");
  }

  @Test
  void whatWasLeftOutComesBackFromThePermissions() {
    Acl received = LIST.without(0775).withMask(7);
    assertThat(received.completed(0775)).isEqualTo(LIST);
    assertThat(Acl.NONE.completed(0641)).hasToString("u::6,g::4,o::1");
  }

  @Test
  void maskIsMadeOnlyForLists() {
    assertThat(Acl.NONE.withMask(7).isNone()).isTrue();
    Acl names = new Acl.Builder().group(1).name(true, 1, 4).name(false, 1, 2).build();
    assertThat(names.withMask(names.union()).mask()).isEqualTo(7);
    assertThat(LIST.withMask(1)).isSameAs(LIST);
  }

  @Test
  void mappedNumbersAreSortedAgain() {
    assertThat(LIST.map(uid -> 20000 - uid, gid -> gid + 1))
        .hasToString("u::7,u:7655:4,u:19999:7,g:3:6,g::5,m::7,o::5");
  }

  @Test
  void namesThatAreMappedToOneStayInOrder() {
    Acl list = new Acl.Builder().name(true, 1, 7).name(true, 2, 4).build();
    assertThat(list.map(id -> 5, id -> id)).hasToString("u:5:7,u:5:4");
  }

  @Test
  void defaultListGivesPermissions() {
    assertThat(Acl.NONE.permissions()).isEqualTo(Acl.ABSENT);
    assertThat(LIST.permissions()).isEqualTo(0775);
    assertThat(new Acl.Builder().user(7).group(5).other(1).build().permissions()).isEqualTo(0751);
  }

  @Test
  void equalityLooksAtEveryPart() {
    assertThat(LIST).isEqualTo(LIST.map(uid -> uid, gid -> gid)).hasSameHashCodeAs(LIST);
    assertThat(LIST).isNotEqualTo(LIST.map(uid -> uid + 1, gid -> gid));
    assertThat(LIST.without(0775)).isNotEqualTo(LIST);
  }
}
