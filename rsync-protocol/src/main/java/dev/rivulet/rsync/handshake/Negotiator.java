// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The binary set-up between the transport and the file list: version, compat flags, checksum and
 * compressor names, seed. Unframed; leaves both directions ready for framing.
 *
 * <p>Each end decides by itself which of the exchanged names to use, so both must follow the same
 * rule. A client takes the name it likes best. Servers differ: before 3.5 they took the client's
 * first name they know, since then their own favourite. We follow the client's order, which agrees
 * with every client there is.
 *
 * <p>One instance serves one negotiation, on one thread.
 */
public final class Negotiator {
  /** The oldest protocol we speak. */
  public static final int OLDEST_PROTOCOL = 27;

  /** The newest protocol we speak. */
  public static final int NEWEST_PROTOCOL = 32;

  private static final int LEAST_BELIEVABLE_PROTOCOL = 20;
  private static final int LARGEST_BELIEVABLE_PROTOCOL = 40;
  private static final int FIRST_PROTOCOL_WITH_FLAGS = 30;

  private static final Pattern PRE_RELEASE = Pattern.compile("^(\\d{1,4})\\.(\\d{1,9})");

  /**
   * What this end brings to the negotiation.
   *
   * @param server whether this end decides the compat flags
   * @param remoteProtocol the peer's version from a daemon greeting ({@link
   *     Greeting#protocolToNegotiate}), or 0 to exchange version ints
   * @param ownProtocol the highest version this end speaks, 27 to 32
   * @param clientInfo the letters after {@code e} the client sent (server only), else empty
   * @param incrementalRecursionAllowed whether this end can do incremental recursion in this
   *     transfer; a receiver cannot when it deletes before or after, delays updates or prunes empty
   *     directories
   * @param listsHaveChecksums whether files are compared by checksum, {@code --checksum}
   * @param checksumChoice an explicit --checksum-choice, or empty
   * @param compress whether compression is on
   * @param compressChoice an explicit --compress-choice, or empty
   * @param compressionLevel --compress-level, or {@link Integer#MIN_VALUE}
   * @param seed an explicit --checksum-seed, or 0
   * @param recursive whether --recursive is on
   */
  public record Offer(
      boolean server,
      int remoteProtocol,
      int ownProtocol,
      String clientInfo,
      boolean incrementalRecursionAllowed,
      boolean listsHaveChecksums,
      String checksumChoice,
      boolean compress,
      String compressChoice,
      int compressionLevel,
      int seed,
      boolean recursive) {}

  /**
   * What the user prefers, in place of the built-in order.
   *
   * @param checksums the value of RSYNC_CHECKSUM_LIST, or empty
   * @param compressors the value of RSYNC_COMPRESS_LIST, or empty
   * @param onlyImplied whether nothing but what the protocol implies is offered, as by an end that
   *     records the transfer: whoever repeats it negotiates with nobody
   */
  public record Preferences(String checksums, String compressors, boolean onlyImplied) {
    /** The built-in order of everything this build knows. */
    public static final Preferences BUILT_IN = new Preferences("", "");

    /** What the protocol implies and nothing else. */
    public static final Preferences IMPLIED = new Preferences("", "", true);

    public Preferences(String checksums, String compressors) {
      this(checksums, compressors, false);
    }
  }

  private final Offer offer;
  private final Preferences preferences;
  private final WireInput in;
  private final WireOutput out;

  /** The newest protocol of the peer, once it has said so. */
  private int peerProtocol;

  private Negotiator(Offer offer, Preferences preferences, WireChannel channel) {
    this.offer = offer;
    this.preferences = preferences;
    this.in = channel.in();
    this.out = channel.out();
  }

  /** Runs the exchange with the built-in preferences. */
  public static SessionParameters negotiate(Offer offer, WireChannel channel) throws IOException {
    return negotiate(offer, Preferences.BUILT_IN, channel);
  }

  /**
   * Runs the exchange.
   *
   * @throws RsyncException with rsync's text and exit code when the ends have nothing in common or
   *     a version is out of bounds
   */
  public static SessionParameters negotiate(
      Offer offer, Preferences preferences, WireChannel channel) throws IOException {
    return new Negotiator(offer, preferences, channel).run();
  }

  /**
   * What the ends of a recorded transfer had agreed on. The recording does not name checksums and
   * compressors: what was chosen by option has to be chosen again.
   *
   * @param offer of the end that repeats the transfer
   * @throws RsyncException (exit code 4) for a choice this build does not know
   */
  public static SessionParameters recorded(Offer offer, int protocol, CompatFlags compat, int seed)
      throws RsyncException {
    AlgorithmChoice algorithms = new AlgorithmChoice(offer, Preferences.IMPLIED, protocol, compat);
    return agreed(offer, protocol, protocol, compat, algorithms, seed);
  }

  private SessionParameters run() throws IOException {
    if (offer.server()) {
      AlgorithmChoice.refuseUnwanted(offer, preferences);
    }
    int protocol = agreeOnProtocol();
    return offer.server() ? runServer(protocol) : runClient(protocol);
  }

  /** All a server has to say goes out in one piece; it learns the client's names afterwards. */
  private SessionParameters runServer(int protocol) throws IOException {
    CompatFlags compat = new CompatFlags(0);
    if (protocol >= FIRST_PROTOCOL_WITH_FLAGS) {
      compat = decideCompatFlags();
      writeCompatFlags(compat);
    }
    AlgorithmChoice algorithms = new AlgorithmChoice(offer, preferences, protocol, compat);
    algorithms.writeLists(out);
    int seed = offer.seed() != 0 ? offer.seed() : randomSeed();
    out.writeInt(seed);
    out.flush();
    algorithms.readLists(in);
    return agreed(offer, protocol, peerProtocol, seenByServer(compat), algorithms, seed);
  }

  private SessionParameters runClient(int protocol) throws IOException {
    CompatFlags compat =
        new CompatFlags(protocol >= FIRST_PROTOCOL_WITH_FLAGS ? in.readVarint() : 0);
    if (compat.has(CompatFlags.INC_RECURSE) && !wantsIncrementalRecursion()) {
      throw new RsyncException(
          ExitCode.SYNTAX, "Incompatible options specified for inc-recursive connection.");
    }
    AlgorithmChoice algorithms = new AlgorithmChoice(offer, preferences, protocol, compat);
    algorithms.writeLists(out);
    out.flush();
    algorithms.readLists(in);
    algorithms.requireAgreement(); // of a server that finds nothing in common comes no seed
    return agreed(offer, protocol, peerProtocol, compat, algorithms, in.readInt());
  }

  private static SessionParameters agreed(
      Offer offer,
      int protocol,
      int peerProtocol,
      CompatFlags compat,
      AlgorithmChoice algorithms,
      int seed)
      throws RsyncException {
    List<ChecksumAlgorithm> checksums = algorithms.checksums();
    return new SessionParameters(
        protocol,
        peerProtocol,
        compat,
        checksums.get(0),
        checksums.get(1),
        algorithms.compression(),
        offer.compressionLevel(),
        seed,
        algorithms.isChecksumNamed());
  }

  private int agreeOnProtocol() throws IOException {
    int ownProtocol = ownProtocol();
    int remote = offer.remoteProtocol();
    if (remote == 0) {
      remote = exchange(ownProtocol);
    }
    peerProtocol = remote;
    if (remote < LEAST_BELIEVABLE_PROTOCOL || remote > LARGEST_BELIEVABLE_PROTOCOL) {
      throw new ProtocolException(
          "protocol version mismatch -- is your shell clean?\n"
              + "(see the rsync manpage for an explanation)");
    }
    String end = offer.server() ? "Server" : "Client";
    if (ownProtocol > NEWEST_PROTOCOL) {
      throw new ProtocolException(
          "--protocol must be no more than " + NEWEST_PROTOCOL + " on the " + end + ".");
    }
    int agreed = Math.min(ownProtocol, remote);
    if (agreed < OLDEST_PROTOCOL) {
      throw new ProtocolException(
          "--protocol must be at least " + OLDEST_PROTOCOL + " on the " + end + ".");
    }
    return agreed;
  }

  private int exchange(int ownProtocol) throws IOException {
    try {
      out.writeInt(ownProtocol);
      out.flush();
    } catch (RsyncException e) {
      return lastWords(e);
    }
    return in.readInt();
  }

  /** What a peer that takes nothing any more has said; it explains more than the failed write. */
  private int lastWords(RsyncException failure) throws IOException {
    try {
      return in.readInt();
    } catch (IOException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  /**
   * A client of an unfinished version says so in front of its letters, where there is no greeting
   * to say it in; a released server then falls back to the last protocol that is finished.
   */
  private int ownProtocol() {
    Matcher matcher = PRE_RELEASE.matcher(offer.clientInfo());
    if (!offer.server() || offer.remoteProtocol() != 0 || !matcher.find()) {
      return offer.ownProtocol();
    }
    int version = Integer.parseInt(matcher.group(1));
    boolean unfinished = Integer.parseInt(matcher.group(2)) != 0;
    return unfinished && version > 0 && version <= offer.ownProtocol()
        ? version - 1
        : offer.ownProtocol();
  }

  private boolean wantsIncrementalRecursion() {
    return offer.recursive() && offer.incrementalRecursionAllowed();
  }

  private boolean clientSays(char letter) {
    return offer.clientInfo().indexOf(letter) >= 0;
  }

  private CompatFlags decideCompatFlags() {
    int bits = CompatFlags.SYMLINK_TIMES | CompatFlags.SYMLINK_ICONV;
    bits |= wantsIncrementalRecursion() && clientSays('i') ? CompatFlags.INC_RECURSE : 0;
    bits |= clientSays('f') ? CompatFlags.SAFE_FLIST : 0;
    bits |= clientSays('x') ? CompatFlags.AVOID_XATTR_OPTIM : 0;
    bits |= clientSays('C') ? CompatFlags.CHKSUM_SEED_FIX : 0;
    bits |= clientSays('I') ? CompatFlags.INPLACE_PARTIAL : 0;
    bits |= clientSays('v') || clientSays('V') ? CompatFlags.VARINT_FLIST_FLAGS : 0;
    bits |= clientSays('u') ? CompatFlags.ID0_NAMES : 0;
    return new CompatFlags(bits);
  }

  /** Clients that say {@code V} come from before a release and read a single byte. */
  private void writeCompatFlags(CompatFlags compat) throws IOException {
    if (clientSays('V') && !clientSays('v')) {
      out.writeByte(compat.bits());
    } else {
      out.writeVarint(compat.bits());
    }
  }

  /** On the wire these bits tell what the server can do; here they tell what the peer can do. */
  private CompatFlags seenByServer(CompatFlags sent) {
    int unable = clientSays('L') ? 0 : CompatFlags.SYMLINK_TIMES;
    unable |= clientSays('s') ? 0 : CompatFlags.SYMLINK_ICONV;
    return new CompatFlags(sent.bits() & ~unable);
  }

  /** Not to be known beforehand, or files could be prepared whose blocks collide; never 0. */
  private static int randomSeed() {
    int seed = ThreadLocalRandom.current().nextInt();
    return seed == 0 ? 1 : seed;
  }
}
