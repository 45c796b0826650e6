// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.filter.PathWildcards;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the path arguments of a client into paths below the root of a module: the module's name
 * goes, {@code ..} is taken back, wildcards are expanded.
 *
 * <p>What remains is still judged by the workspace, which does not let anything out of the module.
 * Works on byte texts. Owned by the session's thread.
 */
final class ModulePaths {
  private final String module;
  private final PathWildcards wildcards;
  private final boolean relative;

  /**
   * For the arguments of one client.
   *
   * @param relative whether {@code --relative} is on, which gives {@code /./} a meaning
   */
  ModulePaths(String module, PathWildcards wildcards, boolean relative) {
    this.module = module;
    this.wildcards = wildcards;
    this.relative = relative;
  }

  /**
   * The paths of a request.
   *
   * @param secluded whether the arguments are exact, so that none of them holds several
   */
  List<byte[]> expand(List<byte[]> arguments, boolean secluded) throws IOException {
    List<byte[]> paths = new ArrayList<>();
    for (byte[] argument : arguments) {
      for (String piece : pieces(ByteText.of(argument), secluded)) {
        paths.addAll(wildcards.expand(ByteText.bytes(clean(piece))));
      }
    }
    return paths;
  }

  /**
   * The paths as a process sees them whose root the module is: they begin with a slash, and so do
   * the names that --relative makes of them, which rules of the client can tell.
   */
  static List<byte[]> fromRoot(List<byte[]> paths) {
    List<byte[]> absolute = new ArrayList<>(paths.size());
    for (byte[] path : paths) {
      boolean named = path.length > 0 && path[0] != '.' && path[0] != '/';
      absolute.add(named ? ByteText.bytes("/" + ByteText.of(path)) : path);
    }
    return absolute;
  }

  /** An old client puts several arguments into one, each with the module's name in front. */
  private List<String> pieces(String argument, boolean secluded) {
    String rest = argument.startsWith(module) ? argument.substring(module.length()) : argument;
    List<String> pieces = new ArrayList<>();
    String separator = " " + module + "/";
    int from = 0;
    int next = secluded ? -1 : rest.indexOf(separator);
    while (next >= 0) {
      pieces.add(rest.substring(from, next));
      from = next + separator.length();
      next = rest.indexOf(separator, from);
    }
    pieces.add(rest.substring(from));
    return pieces;
  }

  /**
   * The path without empty, {@code .} and {@code ..} components; a slash at the end stays, and with
   * {@code --relative} a {@code ./} in front and the first {@code /./}.
   */
  String clean(String path) {
    List<String> kept = new ArrayList<>();
    boolean marked = false;
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.equals("..")) {
        if (!kept.isEmpty()) {
          marked &= !kept.remove(kept.size() - 1).equals(".");
        }
      } else if (part.equals(".")) {
        if (relative && !marked && i < parts.length - 1) {
          kept.add(".");
          marked |= i > 0;
        }
      } else if (!part.isEmpty()) {
        kept.add(part);
      }
    }
    String last = parts[parts.length - 1];
    boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
    String clean = String.join("/", kept);
    return clean.isEmpty() ? "." : directory && path.contains("/") ? clean + "/" : clean;
  }
}
