// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import java.util.Optional;

/** The part of the builder for {@link TransferOptions.Report}: what is reported. */
abstract class ReportPart extends WirePart {
  private static final byte[] NONE = {};

  private int verbosity;
  private int itemize;
  private boolean outFormatReportsItems;
  private boolean reportUnchanged;
  private boolean stats;
  private boolean progress;
  private boolean quiet;
  private Optional<String> outFormat = Optional.empty();
  private byte[] logFile = NONE;
  private String logFileFormat = "%i %n%L";
  private ErrorRoute errorRoute = ErrorRoute.ERRORS;
  private OutputBuffering outputBuffering = OutputBuffering.USUAL;
  private boolean eightBit;
  private OutputLevels<InfoFlag> infoLevels = OutputLevels.info();
  private OutputLevels<DebugFlag> debugLevels = OutputLevels.debug();

  final void start(TransferOptions.Report from) {
    verbosity = from.verbosity();
    itemize = from.itemize();
    outFormatReportsItems = from.outFormatReportsItems();
    reportUnchanged = from.reportUnchanged();
    stats = from.stats();
    progress = from.progress();
    quiet = from.quiet();
    outFormat = from.outFormat();
    logFile = from.logFile();
    logFileFormat = from.logFileFormat();
    errorRoute = from.errorRoute();
    outputBuffering = from.outputBuffering();
    eightBit = from.eightBit();
    infoLevels = from.infoLevels();
    debugLevels = from.debugLevels();
  }

  final TransferOptions.Report report() {
    return new TransferOptions.Report(
        verbosity,
        itemize,
        outFormatReportsItems,
        reportUnchanged,
        stats,
        progress,
        quiet,
        outFormat,
        logFile,
        logFileFormat,
        errorRoute,
        outputBuffering,
        eightBit,
        infoLevels,
        debugLevels);
  }

  /** Never tells more than so many {@code -v} would. */
  public TransferOptionsBuilder verbosityLimit(int value) {
    verbosity = Math.min(verbosity, value);
    infoLevels = infoLevels.limitedTo(value);
    debugLevels = debugLevels.limitedTo(value);
    return self();
  }

  /**
   * Chooses what is told, in the words of {@code --info}.
   *
   * @throws RsyncException (exit code 1) for an unknown one
   */
  public TransferOptionsBuilder info(String words) throws RsyncException {
    infoLevels = infoLevels.with(words, "--info");
    return self();
  }

  /**
   * Chooses what is traced, in the words of {@code --debug}.
   *
   * @throws RsyncException (exit code 1) for an unknown one
   */
  public TransferOptionsBuilder debug(String words) throws RsyncException {
    debugLevels = debugLevels.with(words, "--debug");
    return self();
  }

  public TransferOptionsBuilder verbosity(int value) {
    verbosity = value;
    return self();
  }

  public TransferOptionsBuilder itemize(int value) {
    itemize = value;
    return self();
  }

  public TransferOptionsBuilder outFormatReportsItems(boolean value) {
    outFormatReportsItems = value;
    return self();
  }

  public TransferOptionsBuilder reportUnchanged(boolean value) {
    reportUnchanged = value;
    return self();
  }

  public TransferOptionsBuilder stats(boolean value) {
    stats = value;
    return self();
  }

  public TransferOptionsBuilder progress(boolean value) {
    progress = value;
    return self();
  }

  public TransferOptionsBuilder quiet(boolean value) {
    quiet = value;
    return self();
  }

  public TransferOptionsBuilder outFormat(Optional<String> value) {
    outFormat = value;
    return self();
  }

  public TransferOptionsBuilder logFile(byte[] value) {
    logFile = value;
    return self();
  }

  public TransferOptionsBuilder logFileFormat(String value) {
    logFileFormat = value;
    return self();
  }

  public TransferOptionsBuilder errorRoute(ErrorRoute value) {
    errorRoute = value;
    return self();
  }

  public TransferOptionsBuilder outputBuffering(OutputBuffering value) {
    outputBuffering = value;
    return self();
  }

  public TransferOptionsBuilder eightBit(boolean value) {
    eightBit = value;
    return self();
  }
}
