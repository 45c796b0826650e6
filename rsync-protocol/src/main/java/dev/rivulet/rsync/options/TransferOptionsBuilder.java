// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.filter.CvsIgnores;
import dev.rivulet.rsync.filter.FilterList;
import java.util.List;

/**
 * Collects {@link TransferOptions}; every default is rsync's. Not safe for several threads.
 *
 * <p>What belongs to one of the records of {@link TransferOptions} is in the superclass of that
 * name.
 */
public final class TransferOptionsBuilder extends ReportPart {
  Backup backup = Backup.OFF;
  AlternateBasis alternateBasis = AlternateBasis.NONE;
  Identity identity = Identity.PLAIN;
  Recording batch = Recording.NONE;
  OperatorPaths operatorPaths = OperatorPaths.USUAL;
  FilterList filters = FilterList.EMPTY;
  CvsIgnores cvsIgnores = CvsIgnores.NONE;
  boolean hasFilesFrom;
  List<byte[]> filesFrom = List.of();
  List<byte[]> filesFromLines = List.of();
  byte[] remoteFilesFrom = new byte[0];
  boolean fromNul;
  List<byte[]> remoteOptions = List.of();
  boolean trustSender;

  TransferOptionsBuilder() {}

  TransferOptionsBuilder(TransferOptions options) {
    start(options.preserve());
    start(options.selection());
    start(options.update());
    start(options.deletion());
    start(options.delivery());
    start(options.wire());
    start(options.report());
    backup = options.backup();
    alternateBasis = options.alternateBasis();
    identity = options.identity();
    batch = options.batch();
    operatorPaths = options.operatorPaths();
    filters = options.filters();
    cvsIgnores = options.cvsIgnores();
    hasFilesFrom = options.hasFilesFrom();
    filesFrom = options.filesFrom();
    filesFromLines = options.filesFromLines();
    remoteFilesFrom = options.remoteFilesFrom();
    fromNul = options.fromNul();
    remoteOptions = options.remoteOptions();
    trustSender = options.trustSender();
  }

  @Override
  TransferOptionsBuilder self() {
    return this;
  }

  public TransferOptionsBuilder backup(Backup value) {
    backup = value;
    return this;
  }

  public TransferOptionsBuilder alternateBasis(AlternateBasis value) {
    alternateBasis = value;
    return this;
  }

  public TransferOptionsBuilder identity(Identity value) {
    identity = value;
    return this;
  }

  public TransferOptionsBuilder batch(Recording value) {
    batch = value;
    return this;
  }

  public TransferOptionsBuilder operatorPaths(OperatorPaths value) {
    operatorPaths = value;
    return this;
  }

  public TransferOptionsBuilder filters(FilterList value) {
    filters = value;
    return this;
  }

  /** See {@link TransferOptions#cvsIgnores}. */
  public TransferOptionsBuilder cvsIgnores(CvsIgnores value) {
    cvsIgnores = value;
    return this;
  }

  /** {@code --files-from} with these names, none of them too. */
  public TransferOptionsBuilder filesFrom(List<byte[]> value) {
    return filesFrom(value, value);
  }

  /** {@code --files-from} with these names, which stood in these lines. */
  TransferOptionsBuilder filesFrom(List<byte[]> names, List<byte[]> lines) {
    hasFilesFrom = true;
    filesFrom = names;
    filesFromLines = lines;
    return this;
  }

  /** Without {@code --files-from}. */
  public TransferOptionsBuilder withoutFilesFrom() {
    hasFilesFrom = false;
    filesFrom = List.of();
    filesFromLines = List.of();
    return this;
  }

  /** See {@link TransferOptions#remoteFilesFrom}. */
  public TransferOptionsBuilder remoteFilesFrom(byte[] value) {
    remoteFilesFrom = value;
    return this;
  }

  public TransferOptionsBuilder fromNul(boolean value) {
    fromNul = value;
    return this;
  }

  /** See {@link TransferOptions#remoteOptions}. */
  public TransferOptionsBuilder remoteOptions(List<byte[]> value) {
    remoteOptions = value;
    return this;
  }

  /** See {@link TransferOptions#trustSender}. */
  public TransferOptionsBuilder trustSender(boolean value) {
    trustSender = value;
    return this;
  }

  public TransferOptions build() {
    return new TransferOptions(this);
  }
}
