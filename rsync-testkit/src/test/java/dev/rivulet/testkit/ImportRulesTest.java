// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The ladder of packages: a package knows only the rungs below it, a module only the modules it
 * stands on, and each big library has one home.
 *
 * <p>Walks the main sources of all modules, comments left out, so that a qualified name counts as
 * much as an import.
 */
class ImportRulesTest {
  private static final String BASE = "dev.rivulet.";

  /** The rungs inside rsync-protocol, lowest first; packages of one rung do not know each other. */
  private static final List<Set<String>> LADDER =
      List.of(
          Set.of("rsync"),
          Set.of("rsync.io", "rsync.conf"),
          Set.of("rsync.wire"),
          Set.of("rsync.store", "rsync.compress", "rsync.checksum"),
          Set.of("rsync.store.system", "rsync.store.nio", "rsync.store.fake"),
          Set.of("rsync.store.host"),
          Set.of("rsync.handshake"),
          Set.of("rsync.delta", "rsync.filter"),
          Set.of("rsync.flist"),
          Set.of("rsync.options", "rsync.event"),
          Set.of("rsync.batch"),
          Set.of("rsync.engine.transfer"),
          Set.of("rsync.engine.dialogue"),
          Set.of("rsync.engine.attribute"),
          Set.of("rsync.engine.listing", "rsync.engine.place"),
          Set.of("rsync.engine.deletion"),
          Set.of("rsync.engine.sender", "rsync.engine.receiver", "rsync.engine.generator"),
          Set.of("rsync.engine"));

  /**
   * The rooms of the real-time engine, lowest first; rooms of one rung do not know each other. Only
   * the API opens the topmost one, and nobody else enters.
   */
  private static final List<Set<String>> ENGINE =
      List.of(
          Set.of("watch.mark", "watch.origin"),
          Set.of("watch.journal", "watch.transfer"),
          Set.of("watch.send"),
          Set.of("watch.verify"),
          Set.of("watch.engine"));

  /** What the rooms of the engine use besides: values of the API, and what tells of events. */
  private static final Set<String> BELOW_ENGINE = Set.of("watch", "watch.source", "watch.hook");

  /** What each module may use, by the first part of the package name. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "rsync", Set.of(),
          "testkit", Set.of("rsync"),
          "client", Set.of("rsync"),
          "daemon", Set.of("rsync"),
          "watch", Set.of("rsync", "client"),
          "cli", Set.of("rsync", "client", "daemon", "watch"),
          "bench", Set.of("rsync", "client", "daemon", "watch", "cli"));

  /** The packages, by prefix, that may use a library; everybody else goes without. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "io.netty.", List.of("daemon.net"),
          "picocli.", List.of("daemon", "watch", "cli"),
          "org.bouncycastle.", List.of("rsync.checksum", "daemon.net"),
          "com.dynatrace.", List.of("rsync.checksum", "bench"),
          "com.github.luben.", List.of("rsync.compress"),
          "net.jpountz.", List.of("rsync.compress"),
          "org.slf4j.", List.of(),
          "java.util.logging.", List.of());

  private static final Pattern PACKAGE = Pattern.compile("^package ([a-z.]+);", Pattern.MULTILINE);
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern FACADE = Pattern.compile("\\bdev\\.rivulet\\.watch\\.Watcher\\b");
  private static final Pattern OF_SESSIONS =
      Pattern.compile("\\bdev\\.rivulet\\.rsync\\.engine\\.([a-z.]*[A-Z]\\w*)");

  /** Not the names of loggers, which stand in quotation marks. */
  private static final Pattern OWN_NAME =
      Pattern.compile("(?<!\")\\bdev\\.rivulet\\.([a-z]+(\\.[a-z]+)*)");

  @Test
  void everyPackageKnowsOnlyWhatStandsBelowIt() {
    List<String> upward = new ArrayList<>();
    for (Path source : mainSources()) {
      String code = codeOf(source);
      String from = packageOf(code);
      for (String to : ownPackagesIn(code)) {
        if (!mayUse(from, to)) {
          upward.add(source.getFileName() + " of " + from + " uses " + to);
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void everyLibraryStaysInItsHome() {
    List<String> strays = new ArrayList<>();
    for (Path source : mainSources()) {
      String code = codeOf(source);
      String from = packageOf(code);
      LIBRARIES.forEach(
          (library, homes) -> {
            if (code.contains("import " + library) && homes.stream().noneMatch(from::startsWith)) {
              strays.add(source.getFileName() + " of " + from + " uses " + library);
            }
          });
    }
    assertThat(strays).isEmpty();
  }

  @Test
  void everyPackageOfTheProtocolStandsOnARung() {
    Set<String> homeless = new TreeSet<>();
    for (Path source : mainSources()) {
      String from = packageOf(codeOf(source));
      if (moduleOf(from).equals("rsync") && rungOf(LADDER, from) < 0) {
        homeless.add(from);
      }
    }
    assertThat(homeless).isEmpty();
  }

  @Test
  void otherModulesKnowOnlyTheSessionAndItsSettings() {
    Set<String> known = new TreeSet<>();
    for (Path source : mainSources()) {
      String code = codeOf(source);
      if (!moduleOf(packageOf(code)).equals("rsync")) {
        OF_SESSIONS.matcher(code).results().forEach(name -> known.add(name.group(1)));
      }
    }
    assertThat(known).containsExactly("Session", "transfer.EndSettings");
  }

  @Test
  void onlyTheFacadeOfTheWatcherKnowsTheEngineAndTheEngineDoesNotKnowIt() {
    Set<String> opening = new TreeSet<>();
    Set<String> inside = new TreeSet<>();
    for (Path source : mainSources()) {
      String code = codeOf(source);
      String from = packageOf(code);
      if (!isRoom(from) && ownPackagesIn(code).contains("watch.engine")) {
        opening.add(source.getFileName().toString());
      } else if (isRoom(from) && FACADE.matcher(code).find()) {
        inside.add(source.getFileName() + " of " + from);
      }
    }
    assertThat(opening).containsExactly("Watcher.java");
    assertThat(inside).isEmpty();
  }

  @Test
  void theLibraryOfTheWatcherKnowsNoProgram() {
    Set<String> strays = new TreeSet<>();
    for (Path source : mainSources()) {
      String code = codeOf(source);
      if (packageOf(code).equals("watch") && !source.endsWith("Main.java")) {
        ownPackagesIn(code).stream()
            .filter(to -> to.startsWith("watch.") && !to.equals("watch.engine"))
            .filter(to -> !BELOW_ENGINE.contains(to))
            .forEach(to -> strays.add(source.getFileName() + " uses " + to));
      }
    }
    assertThat(strays).isEmpty();
  }

  @Test
  void anArrowUpwardsOrSidewaysIsFound() {
    assertThat(mayUse("rsync.engine", "rsync.wire")).isTrue();
    assertThat(mayUse("rsync.flist", "rsync.filter")).isTrue();
    assertThat(mayUse("watch.config", "client")).isTrue();
    assertThat(mayUse("watch.send", "watch.mark")).isTrue();
    assertThat(mayUse("watch.send", "watch")).isTrue();
    assertThat(mayUse("watch", "watch.engine")).isTrue();
    assertThat(mayUse("rsync.engine", "rsync.engine.sender")).isTrue();
    assertThat(mayUse("rsync.wire", "rsync.engine")).isFalse();
    assertThat(mayUse("rsync.engine.generator", "rsync.engine.receiver")).isFalse();
    assertThat(mayUse("rsync.engine.place", "rsync.engine")).isFalse();
    assertThat(mayUse("rsync.delta", "rsync.filter")).isFalse();
    assertThat(mayUse("watch.mark", "watch.send")).isFalse();
    assertThat(mayUse("watch.journal", "watch.transfer")).isFalse();
    assertThat(mayUse("watch.send", "watch.control")).isFalse();
    assertThat(mayUse("watch.source", "watch.mark")).isFalse();
    assertThat(mayUse("cli", "watch.engine")).isFalse();
    assertThat(mayUse("client", "daemon")).isFalse();
    assertThat(mayUse("daemon.net", "watch")).isFalse();
    assertThat(mayUse("daemon.log", "daemon.host")).isTrue();
    assertThat(mayUse("daemon.log", "daemon")).isFalse();
  }

  @Test
  void namesInCommentsDoNotCount() {
    String code =
        withoutComments("/** See {@link dev.rivulet.cli.Main}. */ // dev.rivulet.watch\n");
    assertThat(ownPackagesIn(code)).isEmpty();
    assertThat(ownPackagesIn("import dev.rivulet.rsync.io.Connection;")).containsOnly("rsync.io");
  }

  private static boolean mayUse(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (isRoom(to) && !isRoom(from)) {
      return from.equals("watch") && to.equals("watch.engine");
    }
    if (!moduleOf(from).equals(moduleOf(to))) {
      return MODULES.getOrDefault(moduleOf(from), Set.of()).contains(moduleOf(to));
    }
    if (isRoom(from)) {
      return BELOW_ENGINE.contains(to) || isBelow(ENGINE, to, from);
    }
    if (from.startsWith("daemon.")) {
      return !to.equals("daemon");
    }
    return !moduleOf(from).equals("rsync") || isBelow(LADDER, to, from);
  }

  private static boolean isRoom(String packageName) {
    return rungOf(ENGINE, packageName) >= 0;
  }

  private static boolean isBelow(List<Set<String>> ladder, String lower, String upper) {
    int rung = rungOf(ladder, lower);
    return rung >= 0 && rung < rungOf(ladder, upper);
  }

  private static int rungOf(List<Set<String>> ladder, String packageName) {
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (ladder.get(rung).contains(packageName)) {
        return rung;
      }
    }
    return -1;
  }

  private static String moduleOf(String packageName) {
    int dot = packageName.indexOf('.');
    return dot < 0 ? packageName : packageName.substring(0, dot);
  }

  private static String packageOf(String code) {
    Matcher matcher = PACKAGE.matcher(code);
    assertThat(matcher.find()).as("a package statement").isTrue();
    return matcher.group(1).substring(BASE.length());
  }

  private static Set<String> ownPackagesIn(String code) {
    Set<String> packages = new TreeSet<>();
    Matcher matcher = OWN_NAME.matcher(code);
    while (matcher.find()) {
      packages.add(matcher.group(1));
    }
    return packages;
  }

  private static String codeOf(Path source) {
    try {
      return withoutComments(Files.readString(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutComments(String text) {
    return COMMENT.matcher(text).replaceAll(" ").replaceAll("(?m)^ +(?=package )", "");
  }

  private static List<Path> mainSources() {
    List<Path> sources =
        Checkout.filesInModules("src/main/java").stream()
            .filter(file -> file.toString().endsWith(".java"))
            .toList();
    assertThat(sources).as("main sources").isNotEmpty();
    return sources;
  }
}
