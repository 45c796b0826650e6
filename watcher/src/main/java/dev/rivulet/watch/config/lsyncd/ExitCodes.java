// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import java.util.Collection;
import java.util.List;
import org.luaj.vm2.LuaValue;

/**
 * The keys {@code exitcodes}, {@code rsyncExitCodes} and {@code sshExitCodes} of a sync that the
 * engine carries out.
 *
 * <p>The engine knows for each path whether it has arrived, and repeats what has not, whatever the
 * code; it never ends because of a target. Tables that ask for that are fine; others are refused.
 */
final class ExitCodes {
  private static final Collection<String> VERDICTS = List.of("ok", "again", "die");

  private ExitCodes() {}

  /** Takes the keys and refuses what would have no effect. */
  static void requireUseful(Keys sync) throws ConfigException {
    for (String key : List.of("exitcodes", "rsyncExitCodes", "sshExitCodes")) {
      if (sync.has(key)) {
        check(sync.table(key));
      }
    }
  }

  private static void check(Keys codes) throws ConfigException {
    for (LuaValue name : codes.names()) {
      LuaValue verdict = codes.take(name);
      String code = name.tojstring();
      if (!name.isint() || !VERDICTS.contains(verdict.tojstring())) {
        throw codes.fault(
            code, "is no exit code with a verdict", "write [CODE] = \"ok\" or \"again\"");
      }
      check(codes, name.toint(), verdict.tojstring());
    }
  }

  private static void check(Keys codes, int code, String verdict) throws ConfigException {
    if (verdict.equals("die")) {
      throw codes.fault(
          String.valueOf(code),
          "= \"die\" would never happen",
          "leave it out: a target that fails is tried again, and the status says why");
    }
    if (verdict.equals("ok") && code != 0) {
      throw codes.fault(
          String.valueOf(code),
          "= \"ok\" would never happen",
          "leave it out: what has not arrived is sent again until it has");
    }
  }
}
