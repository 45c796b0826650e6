// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which checksums and which compressor a session uses: chosen by option, agreed on by exchanging
 * lists of names, or implied by the protocol, in this order.
 *
 * <p>One instance serves one negotiation: {@link #writeLists}, {@link #readLists}, then the
 * answers.
 */
final class AlgorithmChoice {
  private static final int FIRST_PROTOCOL_WITH_MD5 = 30;

  private static final String IMPLIED_COMPRESSOR = CompressionMethod.ZLIB.wireName();

  private static final List<String> CHECKSUMS =
      List.of("xxh128", "xxh3", "xxh64", "md5", "md4", "sha1", "none");

  private static final List<CompressionMethod> COMPRESSORS =
      List.of(
          CompressionMethod.ZSTD,
          CompressionMethod.LZ4,
          CompressionMethod.ZLIBX,
          CompressionMethod.ZLIB,
          CompressionMethod.NONE);

  private final Negotiator.Offer offer;
  private final boolean checksumsExchanged;
  private final boolean compressorsExchanged;
  private final ChecksumAlgorithm impliedChecksum;
  private final List<String> knownCompressors;
  private final NameList ownChecksums;
  private final NameList ownCompressors;
  private NameList theirChecksums;
  private NameList theirCompressors;

  /**
   * A choice still to be made.
   *
   * @param protocol the agreed protocol
   * @param compat what the server decided
   */
  AlgorithmChoice(
      Negotiator.Offer offer,
      Negotiator.Preferences preferences,
      int protocol,
      CompatFlags compat) {
    boolean listsExchanged = compat.has(CompatFlags.VARINT_FLIST_FLAGS);
    this.offer = offer;
    checksumsExchanged = listsExchanged && !isChosen(offer.checksumChoice());
    compressorsExchanged = listsExchanged && offer.compress() && !isChosen(offer.compressChoice());
    impliedChecksum = impliedChecksum(protocol);
    knownCompressors = usesCompression(offer) ? availableCompressors() : List.of();
    theirChecksums = NameList.of(List.of(impliedChecksum.wireName()));
    theirCompressors = NameList.of(List.of(IMPLIED_COMPRESSOR));
    ownChecksums = ownChecksums(preferences, offer.server(), impliedChecksum.wireName());
    ownCompressors = ownCompressors(preferences, offer.server(), knownCompressors);
  }

  /**
   * Refuses what a client chose and the preferences of its server rule out.
   *
   * @throws RsyncException (exit code 4) naming the option
   */
  static void refuseUnwanted(Negotiator.Offer offer, Negotiator.Preferences preferences)
      throws RsyncException {
    String implied = impliedChecksum(offer.ownProtocol()).wireName();
    String checksums = offer.checksumChoice();
    if (isChosen(checksums)) {
      NameList wanted = ownChecksums(preferences, true, implied);
      requireWanted(wanted, checksums.replace("auto", implied), "--checksum-choice", checksums);
    }
    String compressor = offer.compressChoice();
    if (isChosen(compressor)) {
      NameList wanted = ownCompressors(preferences, true, availableCompressors());
      requireWanted(wanted, compressor, "--compress-choice", compressor);
    }
  }

  private static void requireWanted(NameList wanted, String names, String option, String choice)
      throws RsyncException {
    for (String name : names.split(",")) {
      if (!wanted.contains(NameList.canonical(name))) {
        throw unsupported("Your " + option + " value (" + choice + ") was refused by the server.");
      }
    }
  }

  private static NameList ownChecksums(
      Negotiator.Preferences preferences, boolean server, String implied) {
    return preferences.onlyImplied()
        ? NameList.of(List.of(implied))
        : NameList.own(preferences.checksums(), server, CHECKSUMS);
  }

  private static NameList ownCompressors(
      Negotiator.Preferences preferences, boolean server, List<String> known) {
    return preferences.onlyImplied()
        ? NameList.of(List.of(IMPLIED_COMPRESSOR))
        : NameList.own(preferences.compressors(), server, known);
  }

  private static ChecksumAlgorithm impliedChecksum(int protocol) {
    return protocol >= FIRST_PROTOCOL_WITH_MD5 ? ChecksumAlgorithm.MD5 : ChecksumAlgorithm.MD4_OLD;
  }

  private static boolean isChosen(String choice) {
    return !choice.isEmpty() && !choice.equals("auto") && !choice.equals("auto,auto");
  }

  private static boolean usesCompression(Negotiator.Offer offer) {
    return offer.compress() || isChosen(offer.compressChoice());
  }

  /** Loads the libraries of the compressors, so only for sessions that compress. */
  private static List<String> availableCompressors() {
    return COMPRESSORS.stream()
        .filter(CompressionMethod::isAvailable)
        .map(CompressionMethod::wireName)
        .toList();
  }

  void writeLists(WireOutput out) throws IOException {
    if (checksumsExchanged) {
      out.writeVstring(ownChecksums.wire());
    }
    if (compressorsExchanged) {
      out.writeVstring(ownCompressors.wire());
    }
  }

  void readLists(WireInput in) throws IOException {
    if (checksumsExchanged) {
      theirChecksums =
          NameList.received(in.readVstring(WireLimits.MAX_NEGOTIATION, "checksum list"), CHECKSUMS);
    }
    if (compressorsExchanged) {
      theirCompressors =
          NameList.received(
              in.readVstring(WireLimits.MAX_NEGOTIATION, "compress list"), knownCompressors);
    }
  }

  /**
   * Makes sure that there is an answer to everything.
   *
   * @throws RsyncException (exit code 4) when there is not
   */
  void requireAgreement() throws RsyncException {
    checksums();
    compression();
  }

  /** Whether the checksum was agreed on or chosen, as opposed to implied. */
  boolean isChecksumNamed() {
    return checksumsExchanged || isChosen(offer.checksumChoice());
  }

  /**
   * The checksums for the transfer and for {@code --checksum}, in this order.
   *
   * @throws RsyncException (exit code 4) when the ends have none in common
   */
  List<ChecksumAlgorithm> checksums() throws RsyncException {
    if (isChosen(offer.checksumChoice())) {
      return chosenChecksums();
    }
    String name = common("checksum", checksumsExchanged, ownChecksums, theirChecksums);
    ChecksumAlgorithm algorithm = checksumsExchanged ? checksum(name) : impliedChecksum;
    if (algorithm == ChecksumAlgorithm.NONE && offer.listsHaveChecksums()) {
      throw unsupported("Invalid checksum-choice for --checksum: none (0)");
    }
    return List.of(algorithm, algorithm);
  }

  private List<ChecksumAlgorithm> chosenChecksums() throws RsyncException {
    String[] words = offer.checksumChoice().split(",", 2);
    List<ChecksumAlgorithm> chosen = new ArrayList<>();
    for (String word : List.of(words[0], words[words.length - 1])) {
      chosen.add(word.equals("auto") ? impliedChecksum : checksum(NameList.canonical(word)));
    }
    return chosen;
  }

  /**
   * How file data is compressed.
   *
   * @throws RsyncException (exit code 4) when the ends have no method in common
   */
  CompressionMethod compression() throws RsyncException {
    if (!usesCompression(offer)) {
      return CompressionMethod.NONE;
    }
    CompressionMethod method =
        compressor(
            isChosen(offer.compressChoice())
                ? chosenCompressor()
                : common("compress", compressorsExchanged, ownCompressors, theirCompressors));
    return !compressorsExchanged && onlyStores(method) ? CompressionMethod.NONE : method;
  }

  /** At level 0 deflate does not compress; for other methods that is their usual level. */
  private boolean onlyStores(CompressionMethod method) {
    boolean deflates = method == CompressionMethod.ZLIB || method == CompressionMethod.ZLIBX;
    return deflates && offer.compressionLevel() == 0;
  }

  private String chosenCompressor() throws RsyncException {
    String name = NameList.canonical(offer.compressChoice());
    if (!knownCompressors.contains(name)) {
      throw unsupported("unknown compress name: " + offer.compressChoice());
    }
    return name;
  }

  /**
   * The client's favourite among the names both ends have, whichever end we are.
   *
   * @param exchanged whether both ends know both lists: then the client tells its user
   */
  private String common(String what, boolean exchanged, NameList own, NameList theirs)
      throws RsyncException {
    NameList client = offer.server() ? theirs : own;
    NameList server = offer.server() ? own : theirs;
    Optional<String> name = client.firstAlsoIn(server);
    if (name.isPresent()) {
      return name.get();
    }
    RsyncException failure =
        unsupported(
            """
            Failed to negotiate a %s choice.
            Server list: %s
            Client list: %s\
            """
                .formatted(what, server.text(), client.text()));
    throw offer.server() && exchanged ? failure.markReported() : failure;
  }

  private static ChecksumAlgorithm checksum(String name) throws RsyncException {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm != ChecksumAlgorithm.MD4_OLD && algorithm.wireName().equals(name)) {
        return algorithm;
      }
    }
    throw unsupported("unknown checksum name: " + name);
  }

  private static CompressionMethod compressor(String name) {
    return COMPRESSORS.stream()
        .filter(method -> method.wireName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static RsyncException unsupported(String message) {
    return new RsyncException(ExitCode.UNSUPPORTED, message);
  }
}
