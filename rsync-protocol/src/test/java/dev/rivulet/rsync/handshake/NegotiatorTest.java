// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.handshake.Negotiator.Offer;
import dev.rivulet.rsync.handshake.Negotiator.Preferences;
import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The set-up against peers whose bytes are those of real ones. */
@Timeout(20)
class NegotiatorTest {
  private static final String VERSION_31 = "1f000000";
  private static final String VERSION_32 = "20000000";
  private static final String SEED = "d582146b";
  private static final int SEED_VALUE = 0x6b1482d5;
  private static final String SERVER_SUMS = list("xxh128 xxh3 xxh64 md5 md4 sha1 none");
  private static final String CLIENT_SUMS = list("xxh128 xxh3 xxh64 md5 md4 sha1");
  private static final String SERVER_COMPRESSORS = list("zstd lz4 zlibx zlib none");
  private static final String CLIENT_COMPRESSORS = list("zstd lz4 zlibx zlib");

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private static String list(String names) {
    byte[] bytes = names.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().toHexDigits((byte) bytes.length) + HexFormat.of().formatHex(bytes);
  }

  private SessionParameters negotiate(Offer offer, Preferences preferences, byte[] peer)
      throws IOException {
    return Negotiator.negotiate(
        offer,
        preferences,
        new WireChannel(
            PipeConnection.pair(1).client(),
            new WireInput(new ByteArrayInputStream(peer)),
            new WireOutput(sent)));
  }

  private SessionParameters negotiate(Offer offer, String peerHex) throws IOException {
    return negotiate(offer, Preferences.BUILT_IN, Hex.bytes(peerHex));
  }

  private String sent() {
    return HexFormat.of().formatHex(sent.toByteArray());
  }

  // The client's end.

  @Test
  void aClientTakesPartInTheFullExchange() throws IOException {
    SessionParameters agreed = negotiate(Offers.CLIENT, VERSION_32 + "81ff" + SERVER_SUMS + SEED);
    assertThat(sent()).isEqualTo(VERSION_32 + CLIENT_SUMS);
    assertThat(agreed.protocol()).isEqualTo(32);
    assertThat(agreed.compat().bits()).isEqualTo(0x1ff);
    assertThat(agreed.incrementalRecursion()).isTrue();
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.XXH128);
    assertThat(agreed.listChecksum()).isEqualTo(ChecksumAlgorithm.XXH128);
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.NONE);
    assertThat(agreed.negotiatedStrings()).isTrue();
    assertThat(agreed.seed()).isEqualTo(SEED_VALUE);
  }

  @Test
  void aClientOfADaemonExchangesNoVersions() throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.checksum(Offers.protocol(Offers.greeted(Offers.CLIENT, 32), 31), "auto"),
            "81fe" + SERVER_SUMS + SEED);
    assertThat(sent()).isEqualTo(CLIENT_SUMS);
    assertThat(agreed.protocol()).isEqualTo(31);
    assertThat(agreed.incrementalRecursion()).isFalse();
  }

  @Test
  void aClientCompressesWithWhatBothHave() throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.compressed(Offers.CLIENT, "", 5),
            VERSION_32 + "81ff" + SERVER_SUMS + list("lz4 zlib none") + SEED);
    assertThat(sent()).isEqualTo(VERSION_32 + CLIENT_SUMS + CLIENT_COMPRESSORS);
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.LZ4);
    assertThat(agreed.compressionLevel()).isEqualTo(5);
  }

  @Test
  void chosenNamesAreNotExchanged() throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.compressed(Offers.checksum(Offers.CLIENT, "md5,XXHash"), "zlibx", -1),
            VERSION_32 + "81ff" + SEED);
    assertThat(sent()).isEqualTo(VERSION_32);
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD5);
    assertThat(agreed.listChecksum()).isEqualTo(ChecksumAlgorithm.XXH64);
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.ZLIBX);
    assertThat(agreed.negotiatedStrings()).isTrue();
    assertThat(agreed.seed()).isEqualTo(SEED_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "30, 'auto,sha1', MD5, SHA1",
    "29, 'sha1,auto', SHA1, MD4_OLD",
    "32, md4, MD4, MD4",
    "32, none, NONE, NONE",
  })
  void oneOfTwoChecksumsMayBeLeftToTheProtocol(
      int protocol, String choice, ChecksumAlgorithm transfer, ChecksumAlgorithm list)
      throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.checksum(Offers.protocol(Offers.CLIENT, protocol), choice),
            VERSION_32 + (protocol >= 30 ? "81ff" : "") + SEED);
    assertThat(agreed.transferChecksum()).isEqualTo(transfer);
    assertThat(agreed.listChecksum()).isEqualTo(list);
  }

  @ParameterizedTest
  @CsvSource({"27, MD4_OLD", "28, MD4_OLD", "29, MD4_OLD"})
  void oldProtocolsHaveOnlyTheSeed(int protocol, ChecksumAlgorithm checksum) throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.compressed(Offers.protocol(Offers.greeted(Offers.CLIENT, 32), protocol), "", 1),
            "e7f70a6b");
    assertThat(sent()).isEmpty();
    assertThat(agreed.protocol()).isEqualTo(protocol);
    assertThat(agreed.compat().bits()).isZero();
    assertThat(agreed.transferChecksum()).isEqualTo(checksum);
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.ZLIB);
    assertThat(agreed.negotiatedStrings()).isFalse();
    assertThat(agreed.seed()).isEqualTo(0x6b0af7e7);
  }

  @Test
  void aServerWithoutNamesMeansMd5AndZlib() throws IOException {
    SessionParameters agreed =
        negotiate(Offers.compressed(Offers.CLIENT, "", 1), "1e000000" + "07" + SEED);
    assertThat(sent()).isEqualTo(VERSION_32);
    assertThat(agreed.protocol()).isEqualTo(30);
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD5);
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.ZLIB);
    assertThat(agreed.negotiatedStrings()).isFalse();
  }

  @Test
  void aClientAsksOnlyForWhatEveryServerAgreesOn() throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.CLIENT,
            new Preferences("md5 xxh128 sha1", ""),
            Hex.bytes(VERSION_32 + "81ff" + SERVER_SUMS + SEED));
    assertThat(sent()).isEqualTo(VERSION_32 + list("md5 sha1"));
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD5);
  }

  @Test
  void whatAPeerSaidBeforeItWasGoneExplainsMoreThanTheFailedWrite() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new RsyncException(ExitCode.SOCKET_IO, "write error");
          }
        };
    WireChannel channel =
        new WireChannel(
            PipeConnection.pair(1).client(),
            new WireInput(new ByteArrayInputStream("hello".getBytes(StandardCharsets.US_ASCII))),
            new WireOutput(gone));
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(() -> Negotiator.negotiate(Offers.CLIENT, channel))
        .withMessageStartingWith("protocol version mismatch -- is your shell clean?");
  }

  @Test
  void aPartWithoutNamesPrefersNothing() throws IOException {
    byte[] server = Hex.bytes(VERSION_32 + "81ff" + SERVER_SUMS + SEED);
    negotiate(Offers.CLIENT, new Preferences(" & md5", ""), server);
    assertThat(sent()).isEqualTo(VERSION_32 + CLIENT_SUMS);
  }

  @Test
  void aServerThatFindsNothingInCommonLeavesItToTheClientToSaySo() {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.SERVER, new Preferences("foo", ""), Hex.bytes(VERSION_32 + list("md5"))))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED))
        .satisfies(e -> assertThat(e.isReported()).isTrue());
    assertThat(sent()).contains(list("INVALID"));
  }

  @Test
  void nothingInCommonEndsTheClient() {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.CLIENT,
                    new Preferences("sha1", ""),
                    Hex.bytes(VERSION_32 + "81ff" + list("md5"))))
        .withMessage("Failed to negotiate a checksum choice.\nServer list: md5\nClient list: sha1")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED));
  }

  @Test
  void whatTheProtocolImpliesMayNotBeRuledOut() {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.protocol(Offers.CLIENT, 29),
                    new Preferences("sha1", ""),
                    Hex.bytes(VERSION_32 + SEED)))
        .withMessage("Failed to negotiate a checksum choice.\nServer list: md4\nClient list: sha1");
  }

  @Test
  void aClientThatCannotRecurseIncrementallyRefusesTo() {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.recursion(Offers.CLIENT, true, false),
                    VERSION_32 + "81ff" + SERVER_SUMS + SEED))
        .withMessage("Incompatible options specified for inc-recursive connection.")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX));
  }

  @ParameterizedTest
  @CsvSource({"foo, unknown checksum name: foo", "'md5,', 'unknown checksum name: '"})
  void unknownChecksumsAreRefused(String choice, String message) {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () -> negotiate(Offers.checksum(Offers.CLIENT, choice), VERSION_32 + "81ff" + SEED))
        .withMessage(message)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED));
  }

  // The server's end.

  @Test
  void aServerSaysEverythingAtOnce() throws IOException {
    SessionParameters agreed = negotiate(Offers.SERVER, VERSION_31 + list("md5"));
    assertThat(sent()).isEqualTo(VERSION_32 + "81ff" + SERVER_SUMS + "07000000");
    assertThat(agreed.protocol()).isEqualTo(31);
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD5);
    assertThat(agreed.seed()).isEqualTo(7);
  }

  @Test
  void aServerOfACompressingClientOffersItsCompressors() throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.compressed(Offers.greeted(Offers.SERVER, 32), "", 1),
            CLIENT_SUMS + CLIENT_COMPRESSORS);
    assertThat(sent()).isEqualTo("81ff" + SERVER_SUMS + SERVER_COMPRESSORS + "07000000");
    assertThat(agreed.compression()).isEqualTo(CompressionMethod.ZSTD);
  }

  @Test
  void aServerFollowsTheClientsOrder() throws IOException {
    SessionParameters agreed =
        negotiate(Offers.greeted(Offers.SERVER, 32), list("sha1 xxh128 md5"));
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.SHA1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 06",
    "., 06",
    ".i, 07",
    ".fxCIu, 817e",
    ".LsfxCI, 7e",
    ".iv, 8087",
    ".LsfxCIvu, 81fe",
    ".iLsfxCIvu, 81ff",
    "V, 86",
  })
  void aServerGrantsWhatTheClientAsksFor(String letters, String flags) throws IOException {
    negotiate(
        Offers.clientInfo(Offers.greeted(Offers.SERVER, 30), letters),
        letters.matches(".*[vV].*") ? CLIENT_SUMS : "");
    assertThat(sent()).startsWith(flags).endsWith("07000000");
    assertThat(sent().length() - flags.length() - 8)
        .isEqualTo(letters.matches(".*[vV].*") ? SERVER_SUMS.length() : 0);
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
  void incrementalRecursionNeedsBothEndsAndRecursion(
      boolean recursive, boolean allowed, boolean incremental) throws IOException {
    SessionParameters agreed =
        negotiate(
            Offers.recursion(Offers.greeted(Offers.SERVER, 32), recursive, allowed), CLIENT_SUMS);
    assertThat(agreed.incrementalRecursion()).isEqualTo(incremental);
  }

  @ParameterizedTest
  @CsvSource({".iLsfxCIvu, true", ".isfxCIvu, false"})
  void aServerKnowsFromTheLettersWhetherTheClientSetsLinkTimes(String letters, boolean expected)
      throws IOException {
    SessionParameters agreed =
        negotiate(Offers.clientInfo(Offers.greeted(Offers.SERVER, 32), letters), CLIENT_SUMS);
    assertThat(agreed.symlinkTimes()).isEqualTo(expected);
    assertThat(sent()).startsWith("81ff");
  }

  @ParameterizedTest
  @CsvSource({".iLsfxCIvu, true", ".iLfxCIvu, false"})
  void aServerKnowsFromTheLettersWhetherTheClientTranslatesLinks(String letters, boolean expected)
      throws IOException {
    SessionParameters agreed =
        negotiate(Offers.clientInfo(Offers.greeted(Offers.SERVER, 32), letters), CLIENT_SUMS);
    assertThat(agreed.translatesLinks()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "32.5iv, 1f000000",
    "31.5iv, 1e000000",
    "33.7iv, 20000000",
    "32.0iv, 20000000",
    ".iv, 20000000",
    "32iv, 20000000",
  })
  void aServerFallsBackForUnfinishedClients(String letters, String version) throws IOException {
    negotiate(Offers.clientInfo(Offers.SERVER, letters), VERSION_32 + CLIENT_SUMS);
    assertThat(sent()).startsWith(version);
  }

  @Test
  void aServerMayRefuseAChoice() {
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.checksum(Offers.SERVER, "md5"),
                    new Preferences("xxh128 & sha1", ""),
                    Hex.bytes(VERSION_32)))
        .withMessage("Your --checksum-choice value (md5) was refused by the server.")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED));
    assertThatExceptionOfType(RsyncException.class)
        .isThrownBy(
            () ->
                negotiate(
                    Offers.compressed(Offers.SERVER, "lz4", 0),
                    new Preferences("", "zlib"),
                    Hex.bytes(VERSION_32 + CLIENT_SUMS)))
        .withMessage("Your --compress-choice value (lz4) was refused by the server.");
  }

  @Test
  void aServerMakesUpASeed() throws IOException {
    Offer offer =
        new Offer(true, 32, 29, "", true, false, "", false, "", Integer.MIN_VALUE, 0, true);
    assertThat(negotiate(offer, "").seed()).isNotZero();
    assertThat(sent.size()).isEqualTo(4);
  }

  @Test
  void anOverlongListOfNamesIsRefused() {
    String peer = "8100" + "78".repeat(256);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> negotiate(Offers.greeted(Offers.SERVER, 32), peer))
        .withMessage("checksum list of 256 bytes, more than 255");
  }

  // Versions.

  @ParameterizedTest
  @ValueSource(strings = {"13000000", "29000000", "00000000", "ffffffff", "57656c63"})
  void unbelievableVersionsComeFromUncleanShells(String version) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> negotiate(Offers.CLIENT, version))
        .withMessage(
            "protocol version mismatch -- is your shell clean?\n"
                + "(see the rsync manpage for an explanation)")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL));
  }

  @Test
  void anOlderPeerThanWeSpeakIsRefused() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> negotiate(Offers.SERVER, "1a000000"))
        .withMessage("--protocol must be at least 27 on the Server.");
  }

  @Test
  void aNewerVersionThanOursCannotBeAskedFor() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> negotiate(Offers.protocol(Offers.CLIENT, 33), VERSION_32))
        .withMessage("--protocol must be no more than 32 on the Client.");
  }

  @Test
  void aPeerOfTheFutureSpeaksOurVersion() throws IOException {
    SessionParameters agreed = negotiate(Offers.CLIENT, "28000000" + "81ff" + SERVER_SUMS + SEED);
    assertThat(agreed.protocol()).isEqualTo(32);
  }

  // Both ends together.

  @ParameterizedTest
  @ValueSource(ints = {27, 28, 29, 30, 31, 32})
  void bothEndsAgreeAtEveryProtocol(int protocol) throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair();
    CompletableFuture<SessionParameters> server =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Negotiator.negotiate(
                    Offers.compressed(Offers.SERVER, "", 3), WireChannel.on(pair.server()));
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    SessionParameters client =
        Negotiator.negotiate(
            Offers.compressed(Offers.protocol(Offers.CLIENT, protocol), "", 3),
            WireChannel.on(pair.client()));
    assertThat(server.join())
        .usingRecursiveComparison()
        .ignoringFields("peerProtocol")
        .isEqualTo(client);
    assertThat(server.join().peerProtocol()).isEqualTo(protocol);
    assertThat(client.peerProtocol()).isEqualTo(32);
    assertThat(client.protocol()).isEqualTo(protocol);
    assertThat(client.seed()).isEqualTo(7);
  }

  @Test
  void everyTruncationIsAnUnexpectedEnd() {
    byte[] whole = Hex.bytes(VERSION_32 + "81ff" + SERVER_SUMS + SERVER_COMPRESSORS + SEED);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ProtocolException.class)
          .as("cut to %d", length)
          .isThrownBy(
              () -> negotiate(Offers.compressed(Offers.CLIENT, "", 1), Preferences.BUILT_IN, cut))
          .withMessage("connection unexpectedly closed (%d bytes received so far)", length);
    }
  }
}
