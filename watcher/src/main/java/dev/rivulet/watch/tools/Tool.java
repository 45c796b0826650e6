// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What both programs do alike: take their command line apart, and tell what goes wrong. */
abstract class Tool {
  static final int OK = 0;
  static final int ERROR = 1;

  final WatchArguments common = new WatchArguments();
  final PrintStream err;
  private final String name;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param in what {@code --fromfile -} reads
   * @param out for the help text
   */
  Tool(String name, InputStream in, OutputStream out, PrintStream err) {
    this.name = name;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs to its end; returns the exit code. */
  final int run(List<byte[]> words) {
    try {
      GetoptLong line = GetoptLong.parse(name, allOptions(), words);
      for (GetoptLong.Typed typed : line.options()) {
        if (typed.option().name().equals("help")) {
          ToolHelp.print(name, out);
          return OK;
        }
        if (!common.take(typed, in, err)) {
          take(typed);
        }
      }
      checkOptions();
      return watch(common.request(line.operands(), endsWithFirstEvent()));
    } catch (UsageException e) {
      err.println(e.getMessage());
    } catch (WatchFailure e) {
      err.println(textOf(e));
    } catch (IOException e) {
      err.println(name + ": " + e.getMessage());
    }
    return ERROR;
  }

  private List<GetoptLong.Option> allOptions() {
    List<GetoptLong.Option> options = new ArrayList<>(WatchArguments.common());
    options.addAll(ownOptions());
    return options;
  }

  abstract List<GetoptLong.Option> ownOptions();

  /** Takes one of {@link #ownOptions}. */
  abstract void take(GetoptLong.Typed typed) throws UsageException;

  /** Looks at all options together. */
  void checkOptions() throws UsageException {}

  boolean endsWithFirstEvent() {
    return false;
  }

  /** Does the work; returns the exit code. */
  abstract int watch(WatchRequest request) throws IOException;

  abstract String textOf(WatchFailure failure);
}
