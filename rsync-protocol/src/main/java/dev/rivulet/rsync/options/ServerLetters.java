// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * The word of bundled letters among a server's arguments, in the order of the reference program.
 */
final class ServerLetters {
  private static final int MOST_VERBOSE = 9;

  private final TransferOptions options;
  private final boolean pull;
  private final StringBuilder word = new StringBuilder("-");

  private ServerLetters(TransferOptions options, boolean pull) {
    this.options = options;
    this.pull = pull;
  }

  /**
   * The word, empty if there is no letter to send.
   *
   * @param secluded whether the other arguments follow over the connection
   * @param clientInfo see {@link ServerArguments#clientInfo}
   */
  static String word(TransferOptions options, boolean pull, boolean secluded, String clientInfo) {
    ServerLetters letters = new ServerLetters(options, pull);
    letters.add('s', secluded);
    letters.addAll();
    letters.word.append(clientInfo.isEmpty() ? "" : "e").append(clientInfo);
    return letters.word.length() > 1 ? letters.word.toString() : "";
  }

  private void addAll() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Delivery delivery = options.delivery();
    TransferOptions.Report report = options.report();
    add('v', Math.min(report.verbosity(), MOST_VERBOSE));
    add('q', report.quiet() && report.errorRoute() != ErrorRoute.CLIENT);
    add('b', options.backup().on());
    add('u', options.update().update());
    add('n', delivery.dryRun());
    add('l', options.preserve().links());
    add('d', sendsDirs());
    if (pull) {
      add('L', selection.copyLinks());
      add('k', selection.copyDirLinks());
    } else {
      addReceiverLetters();
    }
    add('W', delivery.wholeFile());
    addAttributes();
    add('r', selection.recursive());
    add('c', options.update().checksum());
    add('C', selection.cvsExclude());
    add('I', options.update().ignoreTimes());
    add('R', selection.relative());
    add('x', Math.min(selection.oneFileSystem(), 2));
    add('S', delivery.sparse());
    add('z', options.wire().compressLetter() && usesDefaultCompressor());
  }

  private void addReceiverLetters() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Preserve preserve = options.preserve();
    Backup backup = options.backup();
    add('K', selection.keepDirLinks());
    add('m', selection.pruneEmptyDirs());
    add('O', preserve.omitDirTimes() && (!backup.on() || backup.hasDirectory()));
    add('J', preserve.omitLinkTimes());
    int fuzzy = options.delivery().fuzzy();
    add('y', Math.min(fuzzy, options.alternateBasis().isOn() ? 2 : 1));
  }

  private void addAttributes() {
    TransferOptions.Preserve preserve = options.preserve();
    add('H', Math.min(preserve.hardLinkLetters(), 2));
    add('o', preserve.owner());
    add('g', preserve.group());
    add('D', preserve.devices());
    add('t', preserve.times());
    add('U', Math.min(preserve.accessTimes(), 2));
    add('p', preserve.perms());
    add('E', !preserve.perms() && preserve.executability() && !pull);
    add('A', preserve.acls());
    add('X', Math.min(preserve.xattrs(), 2));
  }

  private boolean sendsDirs() {
    TransferOptions.Selection selection = options.selection();
    boolean implied = options.delivery().listOnly() || options.deletion().isOn() && !pull;
    return selection.dirs() && !selection.recursive() && (selection.dirsRequested() || implied);
  }

  private boolean usesDefaultCompressor() {
    String choice = options.wire().compressChoice();
    return choice.isEmpty() || choice.equals("zlib") || choice.equals("auto");
  }

  private void add(char letter, boolean wanted) {
    add(letter, wanted ? 1 : 0);
  }

  private void add(char letter, int times) {
    for (int i = 0; i < times; i++) {
      word.append(letter);
    }
  }
}
