// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventChoice;
import dev.rivulet.watch.EventFilter.Type;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.ConfigFile;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.sersync.FailLog;
import dev.rivulet.watch.sersync.PluginHook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SersyncConfigTest {
  /** As sersync comes. */
  private static final String SHIPPED =
      """
      <?xml version="1.0" encoding="ISO-8859-1"?>
      <head version="2.5">
        <host hostip="localhost" port="8008"></host>
        <debug start="false"/>
        <fileSystem xfs="false"/>
        <filter start="false">
          <exclude expression="(.*)\\.svn"></exclude>
          <exclude expression="(.*)\\.gz"></exclude>
          <exclude expression="^info/*"></exclude>
          <exclude expression="^static/*"></exclude>
        </filter>
        <inotify>
          <delete start="true"/>
          <createFolder start="true"/>
          <createFile start="false"/>
          <closeWrite start="true"/>
          <moveFrom start="true"/>
          <moveTo start="true"/>
          <attrib start="false"/>
          <modify start="false"/>
        </inotify>
        <sersync>
          <localpath watch="/opt/tongbu/">
            <remote ip="127.0.0.1" name="tongbu1"/>
            <!--<remote ip="192.168.8.39" name="tongbu"/>-->
            <remote ip="::1" name="tongbu2"/>
          </localpath>
          <rsync>
            <commonParams params="-artuz"/>
            <auth start="false" users="root" passwordfile="/etc/rsync.pas"/>
            <userDefinedPort start="false" port="874"/><!-- port=874 -->
            <timeout start="false" time="100"/><!-- timeout=100 -->
            <ssh start="false"/>
          </rsync>
          <failLog path="/tmp/rsync_fail_log.sh" timeToExecute="60"/>
          <crontab start="false" schedule="600"><!--600mins-->
            <crontabfilter start="false">
              <exclude expression="*.php"></exclude>
              <exclude expression="info/*"></exclude>
            </crontabfilter>
          </crontab>
          <plugin start="false" name="command"/>
        </sersync>
        <plugin name="command">
          <param prefix="/bin/sh" suffix="" ignoreError="true"/>
          <filter start="false">
            <include expression="(.*)\\.php"/>
            <include expression="(.*)\\.sh"/>
          </filter>
        </plugin>
        <plugin name="socket">
          <localpath watch="/opt/tongbu">
            <deshost ip="192.168.138.20" port="8009"/>
          </localpath>
        </plugin>
        <plugin name="refreshCDN">
          <localpath watch="/data0/htdocs/cms.xoyo.com/site/">
            <cdninfo domainname="ccms.chinacache.com" port="80" username="xxxx" passwd="xxxx"/>
            <sendurl base="http://pic.xoyo.com/cms"/>
            <regexurl regex="false" match="cms.xoyo.com/site([/a-zA-Z0-9]*).xoyo.com/images"/>
          </localpath>
        </plugin>
      </head>
      """;

  @TempDir Path directory;

  @Test
  void theShippedFileIsAMirror() throws Exception {
    WatchConfig config = read(SHIPPED);
    Mirror mirror = only(config);
    assertThat(mirror.name()).isEqualTo("/opt/tongbu");
    assertThat(new String(mirror.source(), StandardCharsets.UTF_8)).isEqualTo("/opt/tongbu/./");
    assertThat(mirror.targets())
        .extracting(Object::toString)
        .containsExactly("rsync://127.0.0.1/tongbu1", "rsync://[::1]/tongbu2");
    assertThat(mirror.options().selection().relative()).isTrue();
    assertThat(mirror.options().deletion().isOn()).isTrue();
    assertThat(mirror.options().update().update()).isTrue();
    assertThat(mirror.settings().deletesLater()).isTrue();
    assertThat(mirror.settings().initialPass()).isTrue();
    assertThat(mirror.settings().events())
        .isEqualTo(new EventChoice(false, true, true, true, true, false));
    assertThat(mirror.settings().pace().mode()).isEqualTo(EventMode.CLOSE_WRITE);
    assertThat(mirror.settings().hooks()).singleElement().isInstanceOf(FailLog.class);
    assertThat(mirror.settings().fullPasses()).isEmpty();
    assertThat(config.settings().logChanges()).isFalse();
    assertThat(config.remarks())
        .anyMatch(remark -> remark.line().contains("timeToExecute is not needed"))
        .noneMatch(remark -> remark.line().contains("no meaning"));
  }

  /** Seed 002 leaves failLog out, and much else may be missing: the original dies of it. */
  @Test
  void whatIsMissingHasADefault() throws Exception {
    Mirror mirror =
        only(
            read(
                """
                <head><sersync><localpath watch="/w"><remote ip="h" name="m"/></localpath></sersync>
                </head>
                """));
    assertThat(mirror.targets()).extracting(Object::toString).containsExactly("rsync://h/m");
    assertThat(mirror.options().preserve().times()).isTrue();
    assertThat(mirror.settings().pace().mode()).isEqualTo(EventMode.CLOSE_WRITE);
  }

  @Test
  void everySwitchHasItsEffect() throws Exception {
    String xml =
        SHIPPED
            .replace("<debug start=\"false\"", "<debug start=\"true\"")
            .replace("<delete start=\"true\"", "<delete start=\"false\"")
            .replace("<createFile start=\"false\"", "<createFile start=\"true\"")
            .replace("<closeWrite start=\"true\"", "<closeWrite start=\"false\"")
            .replace("<attrib start=\"false\"", "<attrib start=\"true\"")
            .replace("<modify start=\"false\"", "<modify start=\"true\"")
            .replace("<userDefinedPort start=\"false\"", "<userDefinedPort start=\"true\"")
            .replace("<timeout start=\"false\"", "<timeout start=\"true\"")
            .replace("<auth start=\"false\"", "<auth start=\"true\"")
            .replace("<crontab start=\"false\"", "<crontab start=\"true\"")
            .replace("<crontabfilter start=\"false\"", "<crontabfilter start=\"true\"")
            .replace("<plugin start=\"false\"", "<plugin start=\"true\"")
            .replace("-artuz", "-artuz --progress --bwlimit=100");
    WatchConfig config = read(xml);
    Mirror mirror = only(config);
    TransferOptions options = mirror.options();
    assertThat(mirror.targets().get(0)).hasToString("rsync://root@127.0.0.1:874/tongbu1");
    assertThat(options.wire().timeoutSeconds()).isEqualTo(100);
    assertThat(options.deletion().isOn()).isFalse();
    assertThat(mirror.settings().deletesLater()).isFalse();
    assertThat(mirror.settings().events())
        .isEqualTo(new EventChoice(true, true, false, true, true, true));
    assertThat(mirror.settings().pace().mode()).isEqualTo(EventMode.MODIFY);
    assertThat(mirror.settings().hooks()).hasAtLeastOneElementOfType(PluginHook.class);
    assertThat(mirror.settings().fullPasses())
        .singleElement()
        .satisfies(
            pass -> {
              assertThat(pass.every()).isEqualTo(Duration.ofHours(10));
              assertThat(pass.filters().rules()).hasSize(2);
            });
    assertThat(config.settings().logChanges()).isTrue();
    assertThat(config.remarks())
        .anyMatch(remark -> remark.line().contains("--progress shows something"));
  }

  @Test
  void theFilterHoldsForEventsAndForTransfers() throws Exception {
    Mirror mirror =
        only(read(SHIPPED.replace("<filter start=\"false\"", "<filter start=\"true\"")));
    assertThat(mirror.settings().eventFilter().ignores(TreePath.of("a/x.gz"), Type.UNKNOWN))
        .isTrue();
    assertThat(mirror.settings().eventFilter().ignores(TreePath.of("info/new/x"), Type.FILE))
        .isTrue();
    assertThat(mirror.settings().eventFilter().ignores(TreePath.of("a/.x.swp"), Type.FILE))
        .isTrue();
    assertThat(mirror.settings().eventFilter().ignores(TreePath.of("a/.x"), Type.DIRECTORY))
        .isFalse();
    assertThat(mirror.options().filters().excludes(bytes("a/x.gz"), false, Side.SENDER)).isTrue();
    assertThat(mirror.options().filters().excludes(bytes("info"), true, Side.SENDER)).isTrue();
    assertThat(mirror.options().filters().excludes(bytes("a/.x"), false, Side.SENDER)).isFalse();
  }

  @Test
  void withSshARemoteIsADirectory() throws Exception {
    Mirror mirror =
        only(
            read(
                SHIPPED
                    .replace("<ssh start=\"false\"", "<ssh start=\"true\"")
                    .replace("name=\"tongbu1\"", "name=\"/data/www\"")));
    assertThat(mirror.targets().get(0)).hasToString("127.0.0.1:/data/www");
  }

  @Test
  void severalDirectoriesAllWork() throws Exception {
    String more =
        "<localpath watch=\"/opt/tongbu\"><remote ip=\"h\" name=\"m\"/></localpath><rsync>";
    WatchConfig config = read(SHIPPED.replace("<rsync>", more));
    assertThat(config.mirrors())
        .extracting(Mirror::name)
        .containsExactly("/opt/tongbu", "/opt/tongbu#2");
    assertThat(config.remarks())
        .anyMatch(remark -> remark.line().contains("sersync takes one localpath"));
  }

  @Test
  void unknownElementsAreNamed() throws Exception {
    WatchConfig config =
        read(SHIPPED.replace("<debug start", "<exlude x=\"1\"/><debug strat=\"true\" start"));
    assertThat(config.remarks())
        .anyMatch(remark -> remark.line().contains("<exlude> has no meaning in <head>"))
        .anyMatch(
            remark ->
                remark.line().contains("strat has no meaning") && remark.line().contains("start?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<remote ip=\"127.0.0.1\" name=\"tongbu1\"/> | <remote ip=\"127.0.0.1\"/> | :24: <remote>"
            + " has no name",
        "params=\"-artuz\" | params=\"-artuz `x`\" | no shell reads it",
        "params=\"-artuz\" | params=\"-artuz --frobnicate\" | frobnicate",
        "params=\"-artuz\" | params=\"-tuz\" | --recursive (-r)",
        "<plugin start=\"false\" name=\"command\"/> | <plugin start=\"true\" name=\"mail\"/> |"
            + " there is no plugin",
        "<plugin start=\"false\" name=\"command\"/> | <plugin start=\"true\" name=\"http\"/> | not"
            + " configured",
        "port=\"874\" | port=\"x\" | port=\"x\"",
        "schedule=\"600\" | schedule=\"soon\" | schedule=\"soon\"",
      })
  void faultsAreRefusedWithTheirPlace(String from, String to, String message) {
    String xml =
        SHIPPED
            .replace("<crontab start=\"false\"", "<crontab start=\"true\"")
            .replace("<userDefinedPort start=\"false\"", "<userDefinedPort start=\"true\"");
    assertThat(xml).contains(from);
    assertThatThrownBy(() -> read(xml.replace(from, to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("confxml.xml:");
  }

  @Test
  void aPluginAloneTransfersNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("confxml.xml"), SHIPPED);
    WatchConfig config = new SersyncConfig(false, 3).readForPlugin(file, "socket");
    assertThat(config.mirrors()).isEmpty();
    assertThat(config.companions()).hasSize(1);
    assertThatThrownBy(() -> new SersyncConfig(false, 3).readForPlugin(file, "mail"))
        .hasMessageContaining("there is no plugin \"mail\"");
  }

  @Test
  void theBannerHasTheLinesThatScriptsLookFor() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("confxml.xml"),
            SHIPPED.replace("<auth start=\"false\"", "<auth start=\"true\""));
    assertThat(new SersyncConfig(true, 10).banner(file))
        .containsSubsequence(
            List.of(
                "parse xml config file",
                "host ip : localhost  host port: 8008",
                "use rsync password-file :",
                "user is root",
                "passwordfile is /etc/rsync.pas",
                "config xml parse success",
                "please set /etc/rsyncd.conf max connections=0 Manually",
                "run the sersync: ",
                "watch path is: /opt/tongbu"));
  }

  private WatchConfig read(String xml) throws Exception {
    return ConfigFile.read(Files.writeString(directory.resolve("confxml.xml"), xml));
  }

  private static Mirror only(WatchConfig config) {
    assertThat(config.mirrors()).hasSize(1);
    return config.mirrors().get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
