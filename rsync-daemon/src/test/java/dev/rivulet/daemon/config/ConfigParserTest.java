// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.daemon.config.ConfigParser.Source;
import dev.rivulet.rsync.conf.ByteText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigParserTest {
  @TempDir Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private DaemonConfig parse(String text) throws IOException {
    return ConfigParser.parse(Source.FILES, write("rsyncd.conf", text), List.of(), Variables.NONE);
  }

  private ModuleConfig module(String parameters) throws IOException {
    return parse("[m]\n" + parameters).module("m").orElseThrow();
  }

  private static List<String> names(DaemonConfig config) {
    return config.modules().stream().map(ModuleConfig::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"read only", "readonly", "READ ONLY", "Read   Only", "\tr e a d only"})
  void ignoresLetterCaseAndBlanksInNames(String name) throws IOException {
    assertThat(module(name + " = no\n").isReadOnly()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"read_only", "read-only", "mac connections"})
  void notesAndIgnoresNamesNobodyKnows(String name) throws IOException {
    DaemonConfig config = parse("[m]\n" + name + " = no\n");

    assertThat(config.module("m").orElseThrow().isReadOnly()).isTrue();
    assertThat(config.notices())
        .containsExactly(
            "Unknown Parameter encountered: \"" + name + "\"",
            "IGNORING unknown parameter \"" + name + "\"");
  }

  @Test
  void takesWhatLooksLikeACommentBehindAValueAsPartOfIt() throws IOException {
    assertThat(module("comment = files    #the comment\n").comment())
        .isEqualTo("files    #the comment");
  }

  @Test
  void skipsCommentLinesWithoutContinuingThem() throws IOException {
    assertThat(names(parse("# one \\\n  ; two \\\n[m]\n"))).containsExactly("m");
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "TRUE, true", "1, true", "no, false", "False, false", "0, false"})
  void readsBooleans(String text, boolean expected) throws IOException {
    assertThat(module("list = " + text + "\n").isListed()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no    #hidden", "on", "off", "", "2", "unset", "-1", "\"no\""})
  void keepsTheDefaultForABooleanThatIsNone(String text) throws IOException {
    DaemonConfig config = parse("[m]\nlist = " + text + "\n");

    assertThat(config.module("m").orElseThrow().isListed()).isTrue();
    assertThat(config.notices())
        .containsExactly("Badly formed boolean in configuration file: \"" + text + "\".");
  }

  @Test
  void keepsAnEarlierValueForABooleanThatIsNone() throws IOException {
    assertThat(module("read only = no\nread only = never\n").isReadOnly()).isFalse();
  }

  @Test
  void readsBooleansWithAThirdState() throws IOException {
    assertThat(module("").useChroot()).isEmpty();
    assertThat(module("use chroot = no\n").useChroot()).contains(false);
    assertThat(module("use chroot = yes\nuse chroot = unset\n").useChroot()).isEmpty();
    assertThat(module("numeric ids = 1\nnumeric ids = -1\n").numericIds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "600    #ten minutes, 600",
    "12abc, 12",
    "abc, 0",
    "-3, -3",
    "+4, 4",
    "99999999999999, 2147483647"
  })
  void readsNumbersUpToTheFirstOtherCharacter(String text, int expected) throws IOException {
    assertThat(module("max connections = " + text + "\n").maxConnections()).isEqualTo(expected);
  }

  @Test
  void keepsBlanksAndEqualsSignsInsideValues() throws IOException {
    assertThat(module("com ment == v =  w \t\r\n").comment()).isEqualTo("= v =  w");
  }

  @Test
  void joinsLinesThatEndInABackslash() throws IOException {
    assertThat(module("comment = x  \\  \n  y\\\n\n").comment()).isEqualTo("x    y");
    assertThat(module("comment = a\\\n  # c\n").comment()).isEqualTo("a  # c");
    assertThat(module("comment = back\\slash\\\\\nnext=1\n").comment())
        .isEqualTo("back\\slash\\next=1");
    assertThat(module("comment = q\\").comment()).isEqualTo("q");
    assertThat(names(parse("[a\\\nb]\n"))).containsExactly("ab");
  }

  @Test
  void keepsBytesAsTheyAre() throws IOException {
    assertThat(ByteText.bytes(module("path = /\u00e9\u00ff\n").path()))
        .isEqualTo(new byte[] {'/', (byte) 0xe9, (byte) 0xff});
  }

  @Test
  void collapsesBlanksInModuleNamesAndIgnoresWhatFollowsThem() throws IOException {
    assertThat(names(parse("\t[ my \t module ]   # text\n[a]b]\n")))
        .containsExactly("my module", "a");
  }

  @Test
  void goesOnWithAModuleThatIsOpenedAgain() throws IOException {
    DaemonConfig config = parse("[m]\nlist = no\n[n]\n[ M ]\ncomment = again\n");

    assertThat(names(config)).containsExactly("m", "n");
    ModuleConfig module = config.module("m").orElseThrow();
    assertThat(module.isListed()).isFalse();
    assertThat(module.comment()).isEqualTo("again");
  }

  @Test
  void givesModulesTheDefaultsOfTheirPlaceInTheFile() throws IOException {
    DaemonConfig config =
        parse("comment = one\n[a]\n[b]\ncomment = own\n[global]\ncomment = two\n[c]\n");

    assertThat(config.modules().stream().map(ModuleConfig::comment))
        .containsExactly("one", "own", "two");
  }

  @Test
  void findsModulesOnlyByTheirExactName() throws IOException {
    DaemonConfig config = parse("[Data]\n");

    assertThat(config.module("Data")).isPresent();
    assertThat(config.module("data")).isEmpty();
    assertThat(config.module("Data/x")).isEmpty();
  }

  @Test
  void notesGlobalParametersInModulesAndTakesThem() throws IOException {
    DaemonConfig config = parse("[m]\nport =873\npidfile = /run/p\n");

    assertThat(config.notices())
        .containsExactly(
            "Global parameter port found in module section!",
            "Global parameter pidfile found in module section!");
    assertThat(config.global().pidFile()).isEqualTo("/run/p");
  }

  @Test
  void notesLinesWithoutAnEqualsSign() throws IOException {
    assertThat(parse("use chroot\n").notices())
        .containsExactly("Ignoring badly formed line in config file: use chroot");
  }

  @ParameterizedTest
  @CsvSource({
    "'[x', Badly formed line in config file: x",
    "'[]', Empty section name in config file.",
    "'[a/b]', Warning: invalid section name in configuration file: a/b",
    "'= v', Invalid parameter name in config file.",
    "'&foo /x', Unknown directive: &foo."
  })
  void refusesAFileWithALineOfTheWrongShape(String line, String message) {
    assertThatThrownBy(() -> parse("comment = c\n" + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> ConfigParser.parse(Source.FILES, missing, List.of(), Variables.NONE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unable to open config file")
        .hasMessageEndingWith("No such file or directory (2)");
    assertThatThrownBy(() -> parse("&include " + missing + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "rsync: unable to stat config file \"" + missing + "\": No such file or directory (2)");
  }

  @Test
  void mergesAFileAsIfItStoodThere() throws IOException {
    Path part = write("part", "comment = merged\n[n]\n");
    DaemonConfig config = parse("[m]\n&merge " + part + "\nlist = no\n");

    assertThat(config.module("m").orElseThrow().comment()).isEqualTo("merged");
    assertThat(config.module("n").orElseThrow().isListed()).isFalse();
  }

  @Test
  void includesAFileWithDefaultsOfItsOwn() throws IOException {
    Path part = write("part", "read only = no\n[n]\n");
    DaemonConfig config = parse("comment = c\n&include = " + part + "\n[m]\n");

    ModuleConfig included = config.module("n").orElseThrow();
    assertThat(included.comment()).isEqualTo("c");
    assertThat(included.isReadOnly()).isFalse();
    assertThat(config.module("m").orElseThrow().isReadOnly()).isTrue();
  }

  @Test
  void readsTheFilesOfADirectoryInOrder() throws IOException {
    Path parts = Files.createDirectory(directory.resolve("rsyncd.d"));
    Files.writeString(parts.resolve("b.conf"), "[b]\n");
    Files.writeString(parts.resolve("a.conf"), "[a]\n");
    Files.writeString(parts.resolve("c.inc"), "comment = from c\n");
    Files.writeString(parts.resolve("d.txt"), "[d]\n");

    DaemonConfig config = parse("&merge " + parts + "\n&include " + parts + "\n");

    assertThat(names(config)).containsExactly("a", "b");
    assertThat(config.module("a").orElseThrow().comment()).isEqualTo("from c");
  }

  @Test
  void refusesFilesThatIncludeThemselves() throws IOException {
    Path self = directory.resolve("rsyncd.conf");
    assertThatThrownBy(() -> parse("&include " + self + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("too deeply");
  }

  @Test
  void readsNoModulesWhenOnlyGlobalsAreWanted() throws IOException {
    Path file = write("rsyncd.conf", "port = 1000\n[m]\nport = 2000\n[broken\n");

    DaemonConfig config = ConfigParser.parseGlobals(Source.FILES, file, List.of(), Variables.NONE);

    assertThat(config.global().port()).isEqualTo(1000);
    assertThat(config.modules()).isEmpty();
    assertThat(config.notices()).isEmpty();
  }

  @Test
  void letsTheCommandLineSetGlobalParametersAndDefaults() throws IOException {
    Path file = write("rsyncd.conf", "port = 1000\nlog file = /a\n[m]\n[n]\nlog file = /n\n");

    DaemonConfig config =
        ConfigParser.parse(Source.FILES, file, List.of("Port=2000", "logfile=/b"), Variables.NONE);

    assertThat(config.global().port()).isEqualTo(2000);
    assertThat(config.global().logFile()).isEqualTo("/b");
    assertThat(config.module("m").orElseThrow().logFile()).isEqualTo("/b");
    assertThat(config.module("n").orElseThrow().logFile()).isEqualTo("/n");
  }

  @Test
  void replacesVariablesLateInTextsAndEarlyInNumbers() throws IOException {
    Path file =
        write(
            "rsyncd.conf",
            "[m]\npath = %ROOT%/%RSYNC_USER_NAME%\ntimeout = %SECONDS%\ncomment = 50% of %NONE%\n");
    Variables environment = Variables.of(Map.of("ROOT", "/srv", "SECONDS", "7"));

    ModuleConfig module =
        ConfigParser.parse(Source.FILES, file, List.of(), environment).module("m").orElseThrow();

    assertThat(module.path()).isEqualTo("/srv/%RSYNC_USER_NAME%");
    assertThat(module.timeoutSeconds()).isEqualTo(7);
    assertThat(module.comment()).isEqualTo("50% of %NONE%");
    assertThat(module.with(environment.with(Map.of("RSYNC_USER_NAME", "ann"))).path())
        .isEqualTo("/srv/ann");
  }

  @Test
  void looksForFilesOfModulesBelowTheRootOfTheDaemon() throws IOException {
    String text =
        "daemon chroot = /jail//\nmotd file = /motd\n[m]\npath = /data\nsecrets file = /secrets\n"
            + "exclude from = rules\nlog file = /log\n";
    DaemonConfig config = parse(text);
    ModuleConfig module = config.module("m").orElseThrow();
    assertThat(config.global().daemonChroot()).isEqualTo("/jail");
    assertThat(config.global().motdFile()).isEqualTo("/jail/motd");
    assertThat(module.secretsFile()).isEqualTo("/jail/secrets");
    assertThat(module.lockFile()).startsWith("/jail/");
    assertThat(module.excludeFrom()).isEqualTo("rules");
    assertThat(module.path()).isEqualTo("/data");
    assertThat(module.logFile()).isEqualTo("/log");
  }
}
