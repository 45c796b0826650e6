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

/**
 * Which checksums and which compressor a session uses: chosen by option, agreed on by exchanging
 * lists of names, or implied by the protocol, in this order.
 *
 * <p>One instance serves one negotiation: {@link #writeLists}, {@link #readLists}, then the
 * answers.
 */
final class AlgorithmChoice {
  private static final int FIRST_PROTOCOL_WITH_MD5 = 30;

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
    impliedChecksum =
        protocol >= FIRST_PROTOCOL_WITH_MD5 ? ChecksumAlgorithm.MD5 : ChecksumAlgorithm.MD4_OLD;
    knownCompressors = usesCompression(offer) ? availableCompressors() : List.of();
    theirChecksums = NameList.of(List.of(impliedChecksum.wireName()));
    theirCompressors = NameList.of(List.of(CompressionMethod.ZLIB.wireName()));
    ownChecksums =
        preferences.onlyImplied()
            ? theirChecksums
            : NameList.own(preferences.checksums(), offer.server(), CHECKSUMS);
    ownCompressors =
        preferences.onlyImplied()
            ? theirCompressors
            : NameList.own(preferences.compressors(), offer.server(), knownCompressors);
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
    String name = common("checksum", ownChecksums, theirChecksums);
    ChecksumAlgorithm algorithm = checksumsExchanged ? checksum(name) : impliedChecksum;
    return List.of(algorithm, algorithm);
  }

  private List<ChecksumAlgorithm> chosenChecksums() throws RsyncException {
    String[] words = offer.checksumChoice().split(",", 2);
    List<ChecksumAlgorithm> chosen = new ArrayList<>();
    for (String word : List.of(words[0], words[words.length - 1])) {
      chosen.add(word.equals("auto") ? impliedChecksum : chosenChecksum(word));
    }
    return chosen;
  }

  private ChecksumAlgorithm chosenChecksum(String word) throws RsyncException {
    ChecksumAlgorithm algorithm = checksum(NameList.canonical(word));
    refuseUnless(ownChecksums.contains(algorithm.wireName()), "--checksum-choice", word);
    return algorithm;
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
    return compressor(
        isChosen(offer.compressChoice())
            ? chosenCompressor()
            : common("compress", ownCompressors, theirCompressors));
  }

  private String chosenCompressor() throws RsyncException {
    String name = NameList.canonical(offer.compressChoice());
    if (!knownCompressors.contains(name)) {
      throw unsupported("unknown compress name: " + offer.compressChoice());
    }
    refuseUnless(ownCompressors.contains(name), "--compress-choice", offer.compressChoice());
    return name;
  }

  /** A server's environment may rule out what a client chooses. */
  private void refuseUnless(boolean wanted, String option, String choice) throws RsyncException {
    if (offer.server() && !wanted) {
      throw unsupported("Your " + option + " value (" + choice + ") was refused by the server.");
    }
  }

  /** The client's favourite among the names both ends have, whichever end we are. */
  private String common(String what, NameList own, NameList theirs) throws RsyncException {
    NameList client = offer.server() ? theirs : own;
    NameList server = offer.server() ? own : theirs;
    return client
        .firstAlsoIn(server)
        .orElseThrow(
            () ->
                unsupported(
                    "Failed to negotiate a "
                        + what
                        + " choice.\n"
                        + "Server list: "
                        + server.text()
                        + "\n"
                        + "Client list: "
                        + client.text()));
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
