// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.watch.doctor.RsyncdFile.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Host lists that let in others than meant. Who matches {@code hosts allow} may come; then, with an
 * allow list and no deny list, nobody else; then who matches {@code hosts deny} may not; then
 * everybody may.
 */
final class HostAccessCheck implements RsyncdCheck {

  @Override
  public void examine(RsyncdFile file, Findings findings) {
    for (String module : file.modules()) {
      Optional<Setting> allow = file.effective(module, "hosts allow");
      Optional<Setting> deny = file.effective(module, "hosts deny");
      deny.ifPresent(setting -> refuseUnresolvable(setting, findings));
      allow.ifPresent(setting -> expectTheSender(setting, findings));
      if (allow.isPresent() && deny.isPresent() && !deniesAll(deny.get())) {
        findings.problem(
            allow.get().place(),
            "[" + module + "] has an allow list and a deny list: who is in neither may come",
            "leave out hosts deny, or make it \"hosts deny = *\"");
      }
    }
  }

  private static boolean deniesAll(Setting deny) {
    List<String> words = Blanks.words(deny.meant());
    return words.contains("*") || words.contains("0.0.0.0/0") || words.contains("ALL");
  }

  private static void refuseUnresolvable(Setting deny, Findings findings) {
    List<String> unknown = new ArrayList<>();
    for (String word : Blanks.words(deny.meant())) {
      if (!isPattern(word) && !resolves(word)) {
        unknown.add(word);
      }
    }
    if (!unknown.isEmpty()) {
      findings.problem(
          deny.place(),
          String.join(" ", unknown)
              + ": neither an address nor a name that can be resolved, which in a deny list matches"
              + " everybody",
          "leave only addresses, networks and known names");
    }
  }

  private static void expectTheSender(Setting allow, Findings findings) {
    Set<String> own = ownAddresses();
    List<String> words = Blanks.words(allow.meant());
    if (!words.isEmpty() && own.containsAll(words)) {
      findings.problem(
          allow.place(),
          "only addresses of this very machine are allowed, so nobody else can send to it",
          "write the address of the machine that sends");
    }
  }

  /** Addresses, networks and wildcards need not be resolved. */
  private static boolean isPattern(String word) {
    return word.matches("[0-9.]+(/[0-9.]+)?")
        || word.matches("\\[?[0-9a-fA-F:.%]*:[0-9a-fA-F:.%]*\\]?(/[0-9a-fA-F:.]+)?")
        || word.startsWith("@")
        || word.matches("[-A-Za-z0-9.*?\\[\\]_]*[*?\\[][-A-Za-z0-9.*?\\[\\]_]*");
  }

  private static boolean resolves(String word) {
    if (!word.matches("[A-Za-z0-9]([-A-Za-z0-9_]*[A-Za-z0-9])?(\\.[-A-Za-z0-9_]+)*\\.?")) {
      return false;
    }
    try {
      return InetAddress.getByName(word) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Set<String> ownAddresses() {
    Set<String> own = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
          .forEach(own::add);
    } catch (IOException unknown) {
      own.clear();
    }
    return own;
  }
}
