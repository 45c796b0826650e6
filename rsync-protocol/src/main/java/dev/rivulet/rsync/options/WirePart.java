// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.Optional;

/** The part of the builder for {@link TransferOptions.Wire}: checksums, compression, limits. */
abstract class WirePart extends DeliveryPart {
  private int protocolLimit = 32;
  private String checksumChoice = "";
  private String checksumList = "";
  private boolean compress;
  private boolean compressLetter;
  private String compressChoice = "";
  private String compressList = "";
  private int compressionLevel = Integer.MIN_VALUE;
  private int compressThreads;
  private Optional<String> skipCompress = Optional.empty();
  private int checksumSeed;
  private int timeoutSeconds;
  private long bandwidthLimit;
  private long stopAt;
  private AllocationLimit allocationLimit = AllocationLimit.USUAL;
  private String iconv = "";
  private boolean translatesListedNames;

  final void start(TransferOptions.Wire from) {
    protocolLimit = from.protocolLimit();
    checksumChoice = from.checksumChoice();
    checksumList = from.checksumList();
    compress = from.compress();
    compressLetter = from.compressLetter();
    compressChoice = from.compressChoice();
    compressList = from.compressList();
    compressionLevel = from.compressionLevel();
    compressThreads = from.compressThreads();
    skipCompress = from.skipCompress();
    checksumSeed = from.checksumSeed();
    timeoutSeconds = from.timeoutSeconds();
    bandwidthLimit = from.bandwidthLimit();
    stopAt = from.stopAt();
    allocationLimit = from.allocationLimit();
    iconv = from.iconv();
    translatesListedNames = from.translatesListedNames();
  }

  final TransferOptions.Wire wire() {
    return new TransferOptions.Wire(
        protocolLimit,
        checksumChoice,
        checksumList,
        compress,
        compressLetter,
        compressChoice,
        compressList,
        compressionLevel,
        compressThreads,
        skipCompress,
        checksumSeed,
        timeoutSeconds,
        bandwidthLimit,
        stopAt,
        allocationLimit,
        iconv,
        translatesListedNames);
  }

  /** {@code --compress}: data is compressed. */
  public TransferOptionsBuilder compress(boolean value) {
    compress = value;
    compressLetter = value;
    return self();
  }

  /** Whether a server is told so by a letter; a level or a method tell it, too. */
  public TransferOptionsBuilder compressLetter(boolean value) {
    compressLetter = value;
    return self();
  }

  public TransferOptionsBuilder protocolLimit(int value) {
    protocolLimit = value;
    return self();
  }

  public TransferOptionsBuilder checksumChoice(String value) {
    checksumChoice = value;
    return self();
  }

  public TransferOptionsBuilder checksumList(String value) {
    checksumList = value;
    return self();
  }

  public TransferOptionsBuilder compressChoice(String value) {
    compressChoice = value;
    return self();
  }

  public TransferOptionsBuilder compressList(String value) {
    compressList = value;
    return self();
  }

  public TransferOptionsBuilder compressionLevel(int value) {
    compressionLevel = value;
    return self();
  }

  public TransferOptionsBuilder compressThreads(int value) {
    compressThreads = value;
    return self();
  }

  public TransferOptionsBuilder skipCompress(Optional<String> value) {
    skipCompress = value;
    return self();
  }

  public TransferOptionsBuilder checksumSeed(int value) {
    checksumSeed = value;
    return self();
  }

  public TransferOptionsBuilder timeoutSeconds(int value) {
    timeoutSeconds = value;
    return self();
  }

  public TransferOptionsBuilder bandwidthLimit(long value) {
    bandwidthLimit = value;
    return self();
  }

  public TransferOptionsBuilder stopAt(long value) {
    stopAt = value;
    return self();
  }

  public TransferOptionsBuilder allocationLimit(AllocationLimit value) {
    allocationLimit = value;
    return self();
  }

  public TransferOptionsBuilder iconv(String value) {
    iconv = value;
    return self();
  }

  public TransferOptionsBuilder translatesListedNames(boolean value) {
    translatesListedNames = value;
    return self();
  }
}
