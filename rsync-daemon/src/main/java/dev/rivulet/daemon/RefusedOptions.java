// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.Wildcards;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.options.Option;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options a module does not let clients use, {@code refuse options} (rsyncd.conf(5)): as they
 * are typed, and as what they amount to together. Immutable.
 */
final class RefusedOptions implements ServerRequest.Gate {
  private static final String ARCHIVE_LETTERS = "rdlptgoD";

  /** No rule lets a client have these. */
  private static final List<String> NEVER =
      List.of("log-file", "log-file-format", "insecure-links", "crtimes");

  /** Refused unless a rule says otherwise. */
  private static final List<String> UNLESS_ALLOWED = List.of("copy-devices", "write-devices");

  private final Set<OptionSpelling> refused;
  private final boolean deletion;

  /**
   * @param deletion whether everything that deletes is refused, however it is spelt
   */
  private RefusedOptions(Set<OptionSpelling> refused, boolean deletion) {
    this.refused = Set.copyOf(refused);
    this.deletion = deletion;
  }

  /**
   * What a module refuses.
   *
   * @param rules of the configuration, applied from left to right
   * @param hasCharset whether the module says in which character set its names are
   */
  static RefusedOptions of(String rules, boolean hasCharset) {
    Set<OptionSpelling> refused = new HashSet<>();
    boolean deletion = false;
    UNLESS_ALLOWED.forEach(name -> refused.addAll(OptionSpelling.sameAs(name)));
    for (String word : Blanks.words(rules)) {
      boolean allows = word.startsWith("!");
      String pattern = allows ? word.substring(1) : word;
      Set<OptionSpelling> meant = meant(pattern);
      if (allows) {
        refused.removeAll(meant);
      } else {
        refused.addAll(meant);
      }
      if (pattern.equals("delete")) {
        deletion = !allows;
      }
    }
    NEVER.forEach(name -> refused.addAll(OptionSpelling.sameAs(name)));
    if (!hasCharset) {
      refused.addAll(OptionSpelling.sameAs("iconv"));
    }
    return new RefusedOptions(refused, deletion);
  }

  private static Set<OptionSpelling> meant(String pattern) {
    if (pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
      return OptionSpelling.all(
          spelling ->
              !spelling.isVital()
                  && spelling.names().anyMatch(name -> Wildcards.match(pattern, name)));
    }
    Set<OptionSpelling> meant = new HashSet<>(OptionSpelling.sameAs(pattern));
    if (pattern.equals("a") || pattern.equals("archive")) {
      for (char letter : ARCHIVE_LETTERS.toCharArray()) {
        meant.addAll(OptionSpelling.sameAs(String.valueOf(letter)));
      }
    }
    return meant;
  }

  @Override
  public void check(Option option, String asTyped) throws RsyncException {
    Optional<OptionSpelling> spelling = OptionSpelling.of(asTyped);
    if (spelling.isPresent() && refused.contains(spelling.get())) {
      throw refusal(spelling.get());
    }
  }

  /**
   * Judges a request as a whole.
   *
   * @return the request with another way to delete where the usual one is refused
   * @throws RsyncException (exit code 4) when it amounts to something that is refused
   */
  ServerRequest judge(ServerRequest request) throws RsyncException {
    TransferOptions options = request.options();
    TransferOptions.Delivery delivery = options.delivery();
    refuseIf("compress", options.wire().compress());
    refuseIf("partial", delivery.inplace());
    refuseIf("inplace", delivery.inplace());
    boolean removes = request.sender() && options.selection().removeSourceFiles();
    if (deletion && (deletes(options) || removes)) {
      throw refusal(named("delete"));
    }
    refuseIf("no-iconv", options.wire().iconv().isEmpty());
    return withAllowedDeletion(request);
  }

  private static boolean deletes(TransferOptions options) {
    return options.deletion().isOn() || options.selection().deleteMissingArgs();
  }

  private ServerRequest withAllowedDeletion(ServerRequest request) throws RsyncException {
    boolean noDuring = refused.contains(named("delete-during"));
    boolean noBefore = refused.contains(named("delete-before"));
    boolean plain = request.options().deletion().mode() == DeleteMode.DEFAULT;
    if (!plain || !noDuring && !noBefore) {
      return request;
    }
    refuseIf("delete-before", noDuring);
    DeleteMode other = noDuring ? DeleteMode.BEFORE : DeleteMode.DURING;
    return new ServerRequest(
        request.sender(),
        request.options().toBuilder().deleteMode(other).build(),
        request.clientInfo(),
        request.paths());
  }

  private void refuseIf(String name, boolean used) throws RsyncException {
    if (used && refused.contains(named(name))) {
      throw refusal(named(name));
    }
  }

  private static OptionSpelling named(String name) {
    return OptionSpelling.of("--" + name).orElseThrow();
  }

  private static RsyncException refusal(OptionSpelling spelling) {
    return new RsyncException(
        ExitCode.UNSUPPORTED, "rsync: The server is configured to refuse " + spelling.shown());
  }
}
