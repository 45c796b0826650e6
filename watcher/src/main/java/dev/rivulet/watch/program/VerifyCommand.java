// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Difference;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.control.ControlClient;
import dev.rivulet.watch.control.StatusText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code rsync-watch verify}. */
final class VerifyCommand extends ControlCommand {
  VerifyCommand() {
    super("verify", "[--contents] [NAME]", "compare everything now, name what differs, repair it");
  }

  @Override
  Set<String> options() {
    return Set.of("contents");
  }

  @Override
  int ask(ControlClient engine, ControlArguments arguments, PrintStream out) throws IOException {
    List<Verification> verified = engine.verify(arguments.name(), arguments.contents());
    verified.forEach(found -> print(found, out));
    return verified.stream().allMatch(Verification::isEqual) ? DONE : BEHIND;
  }

  private static void print(Verification found, PrintStream out) {
    out.println(found.target() + ": " + summary(found));
    for (Difference difference : found.differences()) {
      out.println("  " + difference.path() + ": " + difference.kind().text());
    }
    long more = found.differing() - found.differences().size();
    if (more > 0) {
      out.println("  and " + more + " more");
    }
  }

  private static String summary(Verification found) {
    StringBuilder text = new StringBuilder();
    if (found.differing() > 0) {
      text.append(found.differing()).append(" differ, ").append(found.lost()).append(" lost");
    } else if (found.trouble().isEmpty()) {
      text.append("equal");
    }
    if (found.unsettled() > 0) {
      text.append(", ").append(found.unsettled()).append(" change all the while");
    }
    if (!found.trouble().isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append("not verified: ").append(found.trouble());
    }
    return text.append(" (").append(StatusText.duration(found.took())).append(')').toString();
  }
}
