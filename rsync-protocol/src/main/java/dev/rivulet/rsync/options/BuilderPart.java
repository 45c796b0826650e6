// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * Root of the parts of {@link TransferOptionsBuilder}. Each part is a superclass of its own, so
 * that all of its methods are methods of the one builder.
 */
abstract class BuilderPart {

  /** The builder this is a part of. */
  abstract TransferOptionsBuilder self();
}
