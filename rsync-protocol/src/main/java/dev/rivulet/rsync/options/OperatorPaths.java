// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * Which symbolic links are followed in paths that options name (rsync(1), --insecure-links and
 * --confine-root).
 *
 * @param insecureLinks whether links of foreign users are followed
 * @param confineRoot the absolute directory all such paths must lie in, empty for none
 */
public record OperatorPaths(boolean insecureLinks, byte[] confineRoot) {
  /** Links of the user and of the super-user are followed, to anywhere. */
  public static final OperatorPaths USUAL = new OperatorPaths(false, new byte[0]);
}
