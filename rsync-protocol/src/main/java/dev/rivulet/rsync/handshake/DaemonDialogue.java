// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines and the argument list of the text phase of a daemon connection, for both ends.
 *
 * <p>Bytes are kept as they are: a line is one {@code char} per byte (ISO 8859-1). What is written
 * is gathered until {@link #flush}. Owned by one thread.
 */
public final class DaemonDialogue {
  /** What a daemon's request for authentication starts with; the challenge follows. */
  public static final String AUTH_REQUIRED = Greeting.PREFIX + "AUTHREQD ";

  /** The daemon is ready for the arguments. */
  public static final String OK = Greeting.PREFIX + "OK";

  /** The daemon has nothing more to say, after a listing. */
  public static final String EXIT = Greeting.PREFIX + "EXIT";

  /** What every refusal starts with. */
  public static final String ERROR = "@ERROR";

  /** What precedes a client's early input; its length follows. */
  public static final String EARLY_INPUT = "#early_input=";

  /** Bytes of a greeting or a request that a server reads. */
  public static final int REQUEST_LIMIT = 1022;

  /** Bytes of an answer to a challenge, and of every line a client reads. */
  public static final int LINE_LIMIT = WireLimits.MAX_LINE - 2;

  private static final int FIRST_PROTOCOL_WITH_NUL = 30;
  private static final int ARGUMENT_LIMIT = WireLimits.MAX_LINE - 1;

  private final WireInput in;
  private final WireOutput out;

  public DaemonDialogue(WireInput in, WireOutput out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next line without its LF; every CR in it is dropped.
   *
   * @return empty when there is no usable line: the stream has ended, or the line has a NUL in it
   *     or is longer than {@code maxLength} bytes
   */
  public Optional<String> readLine(int maxLength) throws IOException {
    try {
      return Optional.of(new String(in.readLine(maxLength), StandardCharsets.ISO_8859_1));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  /** Gathers a line; the LF is added. */
  public void writeLine(String line) throws IOException {
    out.writeBytes(bytes(line));
    out.writeByte('\n');
  }

  /** Gathers what is no line. */
  public void writeBytes(byte[] bytes) throws IOException {
    out.writeBytes(bytes);
  }

  /** Gathers our greeting. */
  public void writeGreeting(Greeting greeting) throws IOException {
    out.writeBytes(greeting.format());
  }

  /** Sends what was gathered. */
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * Gathers an argument list and its end.
   *
   * @param agreedProtocol decides between NUL and LF as the terminator
   * @throws ProtocolException (exit code 1) for an argument that the list cannot carry
   */
  public void writeArguments(List<byte[]> arguments, int agreedProtocol) throws IOException {
    int terminator = terminator(agreedProtocol);
    for (byte[] argument : arguments) {
      requireSendable(argument, terminator);
      out.writeBytes(argument);
      out.writeByte(terminator);
    }
    out.writeByte(terminator);
  }

  /**
   * Sends the arguments of a client that secludes them, behind the list that everybody may see. A
   * server behind a remote shell gets them in the same form, before anything else.
   */
  public void writeSecludedArguments(List<byte[]> arguments) throws IOException {
    List<byte[]> all = new ArrayList<>(arguments.size() + 1);
    all.add(bytes("rsync"));
    for (byte[] argument : arguments) {
      all.add(argument.length == 0 ? bytes(".") : argument);
    }
    writeArguments(all, FIRST_PROTOCOL_WITH_NUL);
  }

  private static void requireSendable(byte[] argument, int terminator) throws ProtocolException {
    boolean sendable = argument.length > 0;
    for (byte b : argument) {
      sendable &= b != 0 && (terminator == 0 || (b != '\n' && b != '\r'));
    }
    if (!sendable) {
      throw new ProtocolException(
          ExitCode.SYNTAX,
          "argument cannot be sent: \"" + new String(argument, StandardCharsets.UTF_8) + "\"");
    }
  }

  /**
   * Reads an argument list up to its end. As in rsync, an argument longer than 5119 bytes is cut.
   *
   * @param agreedProtocol decides between NUL and LF as the terminator
   * @throws ProtocolException (exit code 2) for more than {@link WireLimits#MAX_ARGUMENTS}
   */
  public List<byte[]> readArguments(int agreedProtocol) throws IOException {
    return readArguments((byte) terminator(agreedProtocol));
  }

  /**
   * Reads the second list of a client that secludes its arguments, which always ends in NULs; the
   * first of them is the program's name.
   */
  public List<byte[]> readSecludedArguments() throws IOException {
    return readArguments((byte) 0);
  }

  private List<byte[]> readArguments(byte terminator) throws IOException {
    List<byte[]> arguments = new ArrayList<>();
    byte[] argument = new byte[ARGUMENT_LIMIT];
    long total = 0;
    for (int length; (length = readArgument(argument, terminator)) > 0; ) {
      total += length;
      if (arguments.size() >= WireLimits.MAX_ARGUMENTS || total > WireLimits.MAX_ARGUMENT_BYTES) {
        throw new ProtocolException("too many daemon arguments");
      }
      arguments.add(Arrays.copyOf(argument, length));
    }
    return arguments;
  }

  /** The length of one argument in {@code target}; what does not fit is dropped. */
  private int readArgument(byte[] target, byte terminator) throws IOException {
    int length = 0;
    for (int value = in.readByte(); value != terminator; value = in.readByte()) {
      if (terminator == '\n' && value == '\r') {
        continue;
      }
      if (length < target.length) {
        target[length++] = (byte) value;
      }
    }
    return length;
  }

  private static int terminator(int agreedProtocol) {
    return agreedProtocol >= FIRST_PROTOCOL_WITH_NUL ? 0 : '\n';
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }
}
