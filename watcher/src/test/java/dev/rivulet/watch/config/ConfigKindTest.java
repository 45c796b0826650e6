// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConfigKindTest {

  private static ConfigKind kindOf(String text) throws ConfigException {
    return ConfigKind.detect("file", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSectionWithSourceAndTargetIsOurs() throws Exception {
    assertThat(kindOf("log file = /var/log/w\n[www]\n  Source = /srv\n  target = h::m\n"))
        .isEqualTo(ConfigKind.NATIVE);
  }

  @Test
  void aSectionWithAPathIsADaemons() throws Exception {
    assertThat(kindOf("uid = root   #root\n[backup]   #name\npath=/backup\nread only = no\n"))
        .isEqualTo(ConfigKind.RSYNCD);
  }

  @Test
  void callsOfSyncOrSettingsAreLsyncds() throws Exception {
    assertThat(
            kindOf("settings {\n  logfile = \"/l\",\n}\nsync{\n default.rsync,\n source=\"/s\"}"))
        .isEqualTo(ConfigKind.LSYNCD);
    assertThat(kindOf("-- mine\nfor _, h in ipairs(hosts) do sync { default.rsync } end"))
        .isEqualTo(ConfigKind.LSYNCD);
    assertThat(kindOf("syn {\n default.rsync,\n source=\"/s\"\n}\n")).isEqualTo(ConfigKind.LSYNCD);
    assertThat(kindOf("settings = {\n  nodaemon = true\n}\n")).isEqualTo(ConfigKind.LSYNCD);
    assertThat(kindOf("targets = {\n[[a]],\n[\"b\"] = 1,\n}\nlocal i = sync{ bash }\n"))
        .isEqualTo(ConfigKind.LSYNCD);
  }

  @Test
  void xmlWithItsHeadIsSersyncs() throws Exception {
    assertThat(kindOf("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<head version=\"2.5\">"))
        .isEqualTo(ConfigKind.SERSYNC);
    assertThat(kindOf("# a copied remark\n<head version=\"2.5\">\n</head>\n"))
        .isEqualTo(ConfigKind.SERSYNC);
  }

  @Test
  void commentsSayNothing() throws Exception {
    assertThat(kindOf("# sync{ }\n; path = /x\n[a]\nsource = /s\n# path = /x\n"))
        .isEqualTo(ConfigKind.NATIVE);
    assertThat(kindOf("-- [section]\nsync{ default.rsync }\n")).isEqualTo(ConfigKind.LSYNCD);
  }

  @Test
  void aValueThatLooksLikeACallIsNone() throws Exception {
    assertThat(kindOf("[a]\nsource = /s\nafter transfer = sync{\n")).isEqualTo(ConfigKind.NATIVE);
  }

  @Test
  void emptyUnknownAndMixedFilesAreRefusedWithPlaceAndRemedy() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> kindOf(" \n"))
        .withMessage("file: is empty; name what is to be mirrored");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> kindOf("hello world\n"))
        .withMessageStartingWith("file: neither sections");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> kindOf("[a]\nsource = /s\n[b]\npath = /p\n"))
        .withMessageStartingWith("file:4: both the path of a daemon's module (line 4)");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> kindOf("[a]\nsource = /s\nsync{ default.rsync }\n"))
        .withMessageStartingWith("file:3: both the sections of rsyncd.conf");
  }
}
