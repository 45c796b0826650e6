// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times whole transfers of our program beside those of another rsync: pushes to a daemon of the
 * same program on the loopback interface, the two taking turns so that what disturbs the machine
 * disturbs both. Prints the median of each and the ratio; judges nothing.
 *
 * <pre>
 * java -cp benchmarks.jar dev.rivulet.bench.EndToEnd OURS PEER [REPETITIONS [WORKLOAD...]]
 * </pre>
 */
public final class EndToEnd {
  private static final int DEFAULT_REPETITIONS = 3;

  private EndToEnd() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: EndToEnd OURS PEER [REPETITIONS [WORKLOAD...]]");
      return;
    }
    int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_REPETITIONS;
    Path work = Files.createTempDirectory("rivulet-end-to-end");
    try (MeasuredProgram ours = new MeasuredProgram("ours", arguments[0], work);
        MeasuredProgram peer = new MeasuredProgram("peer", arguments[1], work)) {
      printHead();
      for (Workload workload : workloads(arguments)) {
        measure(workload, repetitions, work, List.of(ours, peer));
      }
    } finally {
      delete(work);
    }
  }

  private static List<Workload> workloads(String[] arguments) {
    return arguments.length <= 3
        ? List.of(Workload.values())
        : Stream.of(arguments).skip(3).map(Workload::valueOf).toList();
  }

  private static void measure(
      Workload workload, int repetitions, Path work, List<MeasuredProgram> programs)
      throws IOException, InterruptedException {
    Path source = Files.createDirectory(work.resolve("source"));
    workload.makeSource(source);
    List<List<Cost>> costs = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < repetitions; i++) {
      for (int program = 0; program < programs.size(); program++) {
        costs.get(program).add(measureOnce(workload, source, programs.get(program)));
      }
    }
    delete(source);
    print(workload, median(costs.get(0)), median(costs.get(1)));
  }

  private static Cost measureOnce(Workload workload, Path source, MeasuredProgram program)
      throws IOException, InterruptedException {
    delete(program.module());
    Files.createDirectory(program.module());
    workload.makeDestination(program.module());
    if (workload.startsFromACopy()) {
      program.push(source, workload.options());
    }
    return program.push(source, workload.options());
  }

  /** The run whose elapsed time is in the middle. */
  private static Cost median(List<Cost> costs) {
    List<Cost> sorted = costs.stream().sorted(Comparator.comparing(Cost::elapsed)).toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void printHead() {
    System.out.printf("%-16s %27s %27s %27s%n", "", "elapsed s", "CPU s", "peak MB of the client");
    System.out.printf("%-16s", "");
    for (int i = 0; i < 3; i++) {
      System.out.printf(" %9s %9s %7s", "ours", "peer", "ratio");
    }
    System.out.println();
  }

  private static void print(Workload workload, Cost ours, Cost peer) {
    System.out.printf("%-16s", workload.name().toLowerCase(Locale.ROOT));
    printRatio(ours.elapsedSeconds(), peer.elapsedSeconds());
    printRatio(ours.cpuSeconds(), peer.cpuSeconds());
    printRatio(ours.peakMegabytes(), peer.peakMegabytes());
    System.out.println();
  }

  private static void printRatio(double ours, double peer) {
    System.out.printf(" %9.2f %9.2f %7.2f", ours, peer, ours / peer);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
