// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client asks of the server it started or reached: the reverse of {@link ServerArguments}.
 *
 * @param sender whether the server sends
 * @param options what concerns the transfer
 * @param clientInfo what the client says it can do, the letters behind its {@code -e}
 * @param paths the path arguments, still as they came
 */
public record ServerRequest(
    boolean sender, TransferOptions options, String clientInfo, List<byte[]> paths) {

  /** What a client must not take for a complaint about words of its own. */
  private static final Pattern WORD_TROUBLE =
      Pattern.compile(
          "rsync: (-.*: (unknown option|missing argument|option does not take an argument"
              + "|invalid numeric value|number too large or too small))");

  /** Judges an option before it takes effect, for example by a daemon's {@code refuse options}. */
  @FunctionalInterface
  public interface Gate {
    /** Lets everything pass. */
    Gate OPEN = (option, asTyped) -> {};

    /**
     * Throws if the option is not allowed.
     *
     * @param asTyped the spelling the client used, for messages
     */
    void check(Option option, String asTyped) throws RsyncException;
  }

  /**
   * Understands the words a client sent; {@code --server} may be among them. Escapes have been
   * removed before.
   *
   * @throws RsyncException with rsync's text and exit code for words it would refuse
   */
  public static ServerRequest parse(List<byte[]> words, Gate gate) throws RsyncException {
    return parse(words, gate, ServerRequest::readNothing);
  }

  /**
   * Understands the words a client sent.
   *
   * @param files reads what options for this end name, such as a file of rules
   */
  public static ServerRequest parse(List<byte[]> words, Gate gate, OptionFiles files)
      throws RsyncException {
    return parse(words, gate, files, Option::isImplemented);
  }

  /** Understands the words a client sent; {@code works} are the options that are not refused. */
  static ServerRequest parse(
      List<byte[]> words, Gate gate, OptionFiles files, Predicate<Option> works)
      throws RsyncException {
    int dot = OptionParser.dot(words);
    CommandLineReader reader = reader(files, works);
    List<byte[]> strays = read(words.subList(0, dot), new GatedHandler(gate, reader));
    List<byte[]> paths = new ArrayList<>(strays);
    if (dot < words.size()) {
      paths.addAll(words.subList(dot + 1, words.size()));
    }
    TransferOptions options = reader.options();
    return new ServerRequest(reader.sender(), options, reader.clientInfo(), List.copyOf(paths));
  }

  /**
   * How the words are to be read that follow over the connection, in front of everything else.
   *
   * @return empty if the words a server was started with are all
   */
  public static Optional<NameTranslation> secludedWords(List<byte[]> words) throws RsyncException {
    CommandLineReader reader = reader(ServerRequest::readNothing, Option::isImplemented);
    read(words, reader);
    return reader.secludesArguments()
        ? Optional.of(NameTranslation.of(reader.options().wire().iconv()))
        : Optional.empty();
  }

  private static List<byte[]> read(List<byte[]> words, OptionParser.Handler handler)
      throws RsyncException {
    try {
      return OptionParser.parse(words, handler);
    } catch (RsyncException e) {
      Matcher trouble = WORD_TROUBLE.matcher(e.getMessage());
      throw trouble.matches()
          ? new RsyncException(e.exitCode(), "rsync: on remote machine: " + trouble.group(1), e)
          : e;
    }
  }

  private static CommandLineReader reader(OptionFiles files, Predicate<Option> works) {
    return new CommandLineReader(CommandLineReader.End.SERVER, files, System::getenv, works);
  }

  /** What a client's words name is not read: rules come over the connection. */
  private static byte[] readNothing(byte[] path) throws StoreException {
    throw new StoreException("open", Errno.EACCES);
  }

  /** Asks the gate first. */
  private record GatedHandler(Gate gate, CommandLineReader reader) implements OptionParser.Handler {

    @Override
    public void flag(Option option, boolean on, String asTyped) throws RsyncException {
      gate.check(option, asTyped);
      reader.flag(option, on, asTyped);
    }

    @Override
    public void text(Option option, byte[] value, String asTyped) throws RsyncException {
      gate.check(option, asTyped);
      if (option.side() == Option.Side.OWN_END) {
        throw new RsyncException(ExitCode.SYNTAX, "rsync: " + asTyped + ": unknown option");
      }
      reader.text(option, value, asTyped);
    }

    @Override
    public void number(Option option, int value, String asTyped) throws RsyncException {
      gate.check(option, asTyped);
      reader.number(option, value, asTyped);
    }
  }
}
