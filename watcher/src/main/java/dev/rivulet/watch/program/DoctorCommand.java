// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.doctor.Doctor;
import dev.rivulet.watch.doctor.Finding;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code rsync-watch doctor}: exit code 0 if there is nothing to mend, else 1. */
final class DoctorCommand implements WatchCommand {

  @Override
  public String word() {
    return "doctor";
  }

  @Override
  public String operands() {
    return "CONFIG";
  }

  @Override
  public String purpose() {
    return "explain a configuration and what stands in its way; changes nothing";
  }

  @Override
  public int run(List<byte[]> words, PrintStream out, PrintStream err) throws InterruptedException {
    if (words.size() != 1 || words.get(0).length == 0 || words.get(0)[0] == '-') {
      err.println("Usage: rsync-watch doctor CONFIG");
      return 1;
    }
    List<Finding> findings =
        Doctor.examine(Path.of(new String(words.get(0), StandardCharsets.UTF_8)));
    findings.forEach(finding -> print(finding, out));
    long problems = findings.stream().filter(Finding::isProblem).count();
    out.println(problems == 0 ? "nothing to mend" : problems + " to mend");
    return problems == 0 ? 0 : 1;
  }

  private static void print(Finding finding, PrintStream out) {
    out.println((finding.isProblem() ? "!! " : "   ") + finding.place() + ": " + finding.text());
    if (finding.isProblem()) {
      out.println("   -> " + finding.remedy());
    }
  }
}
