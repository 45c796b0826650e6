// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.SyslogSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration asks for, and what it is told when that cannot be done. */
class LsyncdFileTest {
  @TempDir Path source;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private LsyncdFile read(String text) throws ConfigException {
    return read(text, Overrides.NONE);
  }

  private LsyncdFile read(String text, Overrides overrides) throws ConfigException {
    byte[] bytes = text.replace("SRC", source.toString()).getBytes(StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return LsyncdFile.read("lsyncd.conf", bytes, overrides, out);
  }

  private MirrorSync mirror(String keys) throws ConfigException {
    String text = "sync{ default.rsync, source = 'SRC', target = '/t', " + keys + " }";
    return (MirrorSync) read(text).syncs().get(0);
  }

  private static List<String> words(MirrorSync sync) {
    return sync.words().stream()
        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void readsTheConfigurationOfTheGuides() throws ConfigException {
    LsyncdFile file =
        read(
            """
            -- a comment
            settings {
                logfile      ="/var/log/lsyncd/lsyncd.log",
                statusFile   ="/var/log/lsyncd/lsyncd.status",
                inotifyMode  = "CloseWrite",
                maxProcesses = 8,
                nodaemon = true,
                statusInterval = 3,
            }
            sync {
                default.rsync,
                source = "SRC",
                target = "rsync_backup@172.16.1.41::backup",
                delete = true,
                exclude = { ".*" },
                delay = 1,
                rsync  = {
                    binary = "/usr/bin/rsync",
                    archive = true,
                    compress = true,
                    verbose   = true,
                    password_file="/etc/rsync.password",
                    _extra    = {"--bwlimit=200"}
                }
            }
            """);

    assertThat(file.settings().logFile()).contains(Path.of("/var/log/lsyncd/lsyncd.log"));
    assertThat(file.settings().statusFile()).contains(Path.of("/var/log/lsyncd/lsyncd.status"));
    assertThat(file.settings().statusInterval()).isEqualTo(Duration.ofSeconds(3));
    assertThat(file.settings().maxTransfers()).isEqualTo(8);
    assertThat(file.settings().foreground()).isTrue();
    assertThat(file.settings().insist()).isFalse();
    assertThat(file.mode()).isEqualTo(EventMode.CLOSE_WRITE);
    MirrorSync sync = (MirrorSync) file.syncs().get(0);
    assertThat(sync.name()).isEqualTo("Sync1");
    assertThat(text(sync.source())).isEqualTo(source + "/");
    assertThat(text(sync.target())).isEqualTo("rsync_backup@172.16.1.41::backup/");
    assertThat(sync.delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(sync.maxDelays()).isEqualTo(1000);
    assertThat(words(sync))
        .contains("-r", "--links", "--perms", "--times", "--group", "--owner", "--devices")
        .contains("--specials", "--compress", "--verbose", "--secluded-args")
        .contains("--password-file=/etc/rsync.password", "--bwlimit=200", "--filter=- .*");
  }

  @Test
  void keepsLinksAndTimesUnlessTold() throws ConfigException {
    assertThat(words(mirror("")))
        .containsExactlyInAnyOrder("-r", "--links", "--times", "--secluded-args");
    assertThat(words(mirror("rsync = { links = false, times = false, protect_args = false }")))
        .containsExactly("-r");
    assertThat(words(mirror("rsync = { archive = true, perms = false, owner = false }")))
        .contains("--group", "--devices", "--specials")
        .doesNotContain("--perms", "--owner");
  }

  @Test
  void directKeepsWhatCpKeeps() throws ConfigException {
    MirrorSync sync =
        (MirrorSync) read("sync{ default.direct, source='SRC', target='/t' }").syncs().get(0);

    assertThat(words(sync)).contains("--perms", "--owner", "--group");
    assertThat(sync.delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRemoteShellIsMadeOfTheTableSsh() throws ConfigException {
    MirrorSync sync =
        (MirrorSync)
            read("""
            sync{ default.rsyncssh, source = "SRC", host = "me@far", targetdir = "/srv/x",
              ssh = { binary = "/usr/bin/ssh", identityFile = "/root/my key", port = 2222,
                options = { StrictHostKeyChecking = "no" }, _extra = { "-v" } } }
            """)
                .syncs()
                .get(0);

    assertThat(text(sync.target())).isEqualTo("me@far:/srv/x/");
    assertThat(words(sync))
        .contains("--rsh=/usr/bin/ssh -i '/root/my key' -o StrictHostKeyChecking=no -p 2222 -v");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true",
    "false, false, false",
    "'\"startup\"', true, false",
    "'\"running\"', false, true"
  })
  void deletesAsTold(String delete, boolean atStart, boolean later) throws ConfigException {
    MirrorSync sync = mirror("delete = " + delete);

    assertThat(sync.deletesAtStart()).isEqualTo(atStart);
    assertThat(sync.deletesLater()).isEqualTo(later);
  }

  @Test
  void deletesUnlessTold() throws ConfigException {
    assertThat(mirror("").deletesAtStart()).isTrue();
    assertThat(mirror("").deletesLater()).isTrue();
    assertThat(mirror("init = false").initialPass()).isFalse();
  }

  @Test
  void patternsBecomeRulesOfRsync() throws Exception {
    Path excludes = source.resolve("excludes");
    Files.writeString(excludes, "# comment\n\n  *.tmp\n+ kept\n- /cache\n");
    Path filters = source.resolve("filters");
    Files.writeString(filters, "- *.bak\n+ /a/\n");

    MirrorSync sync =
        mirror(
            ("exclude = { 'a[b]', '/build', [[x\\y]], [[x\\*]] }, excludeFrom = '%s',"
                    + " filter = { '+ *.c', '-*.o' }, filterFrom = '%s'")
                .formatted(excludes, filters));

    assertThat(words(sync).stream().filter(word -> word.startsWith("--filter")))
        .containsExactly(
            "--filter=+ *.c",
            "--filter=- *.o",
            "--filter=- *.bak",
            "--filter=+ /a/",
            "--filter=- a\\[b]",
            "--filter=- /build",
            "--filter=- x\\y",
            "--filter=- x\\\\*",
            "--filter=- *.tmp",
            "--filter=- /cache");
  }

  @Test
  void aProgramMayCountAndShareTables() throws ConfigException {
    LsyncdFile file =
        read(
            """
            local mine = { default.rsync, delay = 2 * 3, rsync = { archive = true, bwlimit = 5 } }
            for _, name in ipairs{ "a", "b" } do
              sync{ mine, source = "SRC", target = "host::" .. name, rsync = { bwlimit = 7 } }
            end
            print("read", #"ä")
            """);

    assertThat(file.syncs()).hasSize(2);
    MirrorSync second = (MirrorSync) file.syncs().get(1);
    assertThat(text(second.target())).isEqualTo("host::b/");
    assertThat(second.name()).isEqualTo("Sync2");
    assertThat(second.delay()).isEqualTo(Duration.ofSeconds(6));
    assertThat(words(second)).contains("--bwlimit=7", "--perms").doesNotContain("--bwlimit=5");
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("read\t2\n");
  }

  @Test
  void namesAreBytes() throws ConfigException {
    byte[] text =
        "sync{ default.rsync, source='SRC', target='/t/\\255' }"
            .replace("SRC", source.toString())
            .getBytes(StandardCharsets.ISO_8859_1);
    LsyncdFile file = LsyncdFile.read("c", text, Overrides.NONE, System.out);

    assertThat(((MirrorSync) file.syncs().get(0)).target())
        .isEqualTo(new byte[] {'/', 't', '/', (byte) 255, '/'});
  }

  @Test
  void theCommandLineGoesFirst() throws ConfigException {
    Overrides overrides =
        new Overrides(
            Map.of("logfile", "/other", "insist", "true"),
            Optional.of(0.5),
            List.of(new Overrides.CommandSync("rsyncssh", source.toString(), "far", "x")));
    LsyncdFile file = read("settings{ logfile = '/log' }", overrides);

    assertThat(file.settings().logFile()).contains(Path.of("/other"));
    assertThat(file.settings().insist()).isTrue();
    MirrorSync sync = (MirrorSync) file.syncs().get(0);
    assertThat(text(sync.target())).isEqualTo("far:x/");
    assertThat(sync.delay()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void logsToTheSystemLogUnlessTold() throws ConfigException {
    String sync = "sync{ default.rsync, source='SRC', target='/t' }";

    assertThat(read(sync).settings().syslog()).contains(new SyslogSettings("user", "lsyncd"));
    assertThat(
            read("settings{ logfacility = 'daemon', logident = 'x' } " + sync).settings().syslog())
        .contains(new SyslogSettings("daemon", "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings{ stausFile = 'x' } | setting \"stausFile\" unknown; did you mean \"statusFile\"?",
        "settings{ 'x' } | setting \"x\" unknown",
        "settings{ onepass = true } | one of lsyncd 2.3",
        "settings = { logfile = 'x' } | Do not use settings = { ... }",
        "settings{ } | Nothing to watch!",
        "settings{ inotifyMode = 'Foo' } sync{ default.rsync, source='SRC', target='/t' }"
            + " | 'Foo' not a valid inotifyMode",
        "sync{ default.rsync, target='/t' } | source missing from sync",
        "sync{ default.rsync, source='SRC/none', target='/t' } | Cannot access source directory",
        "sync{ default.rsync, source='SRC' } | default.rsync needs \"target\" configured",
        "sync{ default.rsyncssh, source='SRC', host='h' } | needs \"targetdir\" configured",
        "sync{ default.rsync, source='SRC', target='/t', foo=1 } | Parameter \"foo\" unknown",
        "sync{ default.rsync, source='SRC', target='/t', rsync={compres=true} }"
            + " | Parameter \"rsync.compres\" unknown; did you mean \"rsync.compress\"?",
        "sync{ default.rsync, source='SRC', target='/t', delay='x' } | delay must be a number",
        "sync{ default.rsync, source='SRC', target='/t', delay=-1 } | must be a number and >= 0",
        "sync{ default.rsync, source='SRC', target='/t', delete='x' } | delete = \"x\" is unknown",
        "sync{ default.rsync, source='SRC', target='/t', rsync={archive='no'} }"
            + " | rsync.archive = \"no\" counts as true",
        "sync{ default.rsync, source='SRC', target='/t', rsync={binary='/my/wrapper'} }"
            + " | would never be started",
        "sync{ default.rsync, source='SRC', target='/t', rsync={_extra={'-R'}} } | leave -R out",
        "sync{ default.rsync, source='SRC', target='/t', exitcodes={[25]='die'} }"
            + " | exitcodes.25 = \"die\" would never happen",
        "sync{ default.rsync, source='SRC', target='/t', exclude={'+ a'} } | which includes",
        "sync{ default.rsync, source='SRC', target='/t', filter={'a'} } | Unknown filter rule:"
            + " \"a\"",
        "sync{ default.rsync, source='SRC', target='/t', excludeFrom='/none' }"
            + " | Cannot open exclude file \"/none\": No such file or directory; make it",
        "sync{ default.rsync, source='SRC', target='/t', onCreate='cp ^source' }"
            + " | would never be called",
        "sync{ default.rsync, source='SRC', target='/t', rsyncOpts={'-a'} } | write rsync = {",
        "sync{ default.none, source='SRC', target='/t' } | nothing is to be done",
        "sync{ 'default.rsync', source='SRC' } | sync{} holds a string without a name",
        "foo.bar = 1 | index expected, got nil",
        "error('hey') | hey",
        "sync{ default.rsync | '}' expected; look there and in the lines above: a comma",
        "sync{ source = \"SRC | unfinished string; put the closing quotes",
        "sync{ source = /srv/x } | write text between straight quotes",
        "syn{ default.rsync, source='SRC' } | there is no function of that name",
        "sync{ default.rsync, source=dir..'/x' } | is its name spelt as where it is set?",
        "while true do end | does not come to an end",
        "local function f() f() end f() | calls itself without end",
        "os.execute('x') | os.execute is not available",
        "io.open('x') | io.open is not available",
        "require 'x' | require is not available",
        "spawn('x') | spawn was called while the configuration is read",
        "default.rsync.action(1) | default.rsync.action cannot be called",
      })
  void aFaultIsToldInTheWordsOfTheOriginalWhereItHasSome(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("lsyncd.conf")
        .hasMessageContaining(message);
  }

  @Test
  void aSourceThatIsNotThereIsToldOnce() {
    assertThatThrownBy(() -> read("sync{ default.rsync, source='SRC/none', target='/t' }"))
        .hasMessage(
            "lsyncd.conf:1: Cannot access source directory: "
                + source
                + "/none (is no directory); make it, mount it, or correct source");
  }

  @Test
  void aFaultHasItsLine() {
    assertThatThrownBy(() -> read("\n\nsync{\n default.rsync,\n source='SRC' }\n"))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.place()).isEqualTo("lsyncd.conf:3"));
    assertThatThrownBy(() -> read("\nsettings{ x = 1 }"))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.place()).isEqualTo("lsyncd.conf:2"));
    assertThatThrownBy(() -> read("x = 1\ny = nil .. 2"))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.place()).isEqualTo("lsyncd.conf:2"));
  }

  @Test
  void namesThatCheckgaugeAddsAreKnown() throws ConfigException {
    LsyncdFile file =
        read(
            "sync{ default.rsync, source='SRC', target='/t', mine = 5,"
                + " checkgauge = { default.rsync.checkgauge, mine = true } }");

    assertThat(file.syncs()).hasSize(1);
  }

  @Test
  void prepareMayCompleteTheKeys() throws ConfigException {
    LsyncdFile file =
        read(
            "sync{ default.rsync, source='SRC', server='far', checkgauge={ server=true }, prepare ="
                + " function(config, level) config.target = config.server .. '::m' end }");

    assertThat(text(((MirrorSync) file.syncs().get(0)).target())).isEqualTo("far::m/");
  }

  @Test
  void whatHasHandlersIsNoMirror() throws ConfigException {
    LsyncdFile file =
        read(
            "bash = { delay = 4, maxProcesses = 2, onCreate = 'cp ^sourcePathname /x' }"
                + " sync{ bash, source = 'SRC', target = '/t', exclude = '*.o' }");

    ActionSync sync = (ActionSync) file.syncs().get(0);
    assertThat(sync.delay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(sync.maxProcesses()).isEqualTo(2);
    assertThat(sync.maxDelays()).isEqualTo(1000);
    assertThat(text(sync.source())).isEqualTo(source + "/");
  }
}
