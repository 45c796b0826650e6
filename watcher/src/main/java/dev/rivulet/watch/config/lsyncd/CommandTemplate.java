// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command of layer 3, such as {@code "cp ^sourcePathname ^targetPathname"}. Immutable.
 *
 * <p>One that starts with a slash is a program with its arguments, split at blanks. Any other goes
 * to a shell; what stands for a {@code ^variable} there is a positional parameter, quoted, so that
 * no name of a file is ever read by the shell. A variable that stands in quotes already is taken
 * out of single ones, and left in double ones.
 */
final class CommandTemplate {
  private static final String SHELL = "/bin/sh";

  /** A piece of text, or a variable: {@code end} is 'o' or 'd' in a move, else 0. */
  private record Piece(String text, String variable, char end) {}

  private final String text;
  private final boolean shell;

  /** One list for each word; a single one for a shell. */
  private final List<List<Piece>> words = new ArrayList<>();

  /**
   * Understands a command.
   *
   * @param text one character per byte
   * @param move whether it is for moves, whose variables begin with {@code o.} or {@code d.}
   */
  CommandTemplate(String text, boolean move) {
    this.text = text;
    this.shell = !text.startsWith("/");
    if (shell) {
      words.add(pieces(text, move));
    } else {
      for (String word : text.trim().split("[ \t\r\n]+")) {
        words.add(pieces(word, move));
      }
    }
  }

  boolean isShell() {
    return shell;
  }

  /** As the configuration has it. */
  String text() {
    return text;
  }

  /** The first variable that an event of these fields does not have. */
  Optional<String> missing(EventFields fields) {
    return words.stream()
        .flatMap(List::stream)
        .filter(piece -> piece.variable() != null && fields.get(piece.variable()).isEmpty())
        .map(Piece::variable)
        .findFirst();
  }

  /**
   * The words of the command for an event.
   *
   * @param origin of a move; or of the event
   * @param destination of a move
   */
  List<byte[]> words(EventFields origin, EventFields destination) {
    return shell ? shellWords(origin, destination) : plainWords(origin, destination);
  }

  private List<byte[]> plainWords(EventFields origin, EventFields destination) {
    List<byte[]> result = new ArrayList<>();
    for (List<Piece> word : words) {
      StringBuilder built = new StringBuilder();
      for (Piece piece : word) {
        built.append(piece.variable() == null ? piece.text() : value(piece, origin, destination));
      }
      result.add(bytes(built.toString()));
    }
    return result;
  }

  private List<byte[]> shellWords(EventFields origin, EventFields destination) {
    StringBuilder script = new StringBuilder();
    List<byte[]> parameters = new ArrayList<>();
    Quotes quotes = new Quotes();
    for (Piece piece : words.get(0)) {
      if (piece.variable() == null) {
        script.append(piece.text());
        quotes.read(piece.text());
      } else {
        parameters.add(bytes(value(piece, origin, destination)));
        script.append(quotes.around("${" + parameters.size() + "}"));
      }
    }
    List<byte[]> result = new ArrayList<>();
    result.add(bytes(SHELL));
    result.add(bytes("-c"));
    result.add(bytes(script.toString()));
    result.add(bytes(SHELL));
    result.addAll(parameters);
    return result;
  }

  private static String value(Piece piece, EventFields origin, EventFields destination) {
    EventFields fields = piece.end() == 'd' ? destination : origin;
    return fields.get(piece.variable()).orElse("");
  }

  private static List<Piece> pieces(String text, boolean move) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      Piece variable = text.charAt(at) == '^' ? variable(text, at, move) : null;
      if (variable == null) {
        plain.append(text.charAt(at++));
      } else {
        pieces.add(new Piece(plain.toString(), null, (char) 0));
        plain.setLength(0);
        pieces.add(variable);
        at += variable.text().length();
      }
    }
    pieces.add(new Piece(plain.toString(), null, (char) 0));
    return pieces;
  }

  private static Piece variable(String text, int at, boolean move) {
    for (String end : move ? List.of("o.", "d.") : List.of("")) {
      for (String name : EventFields.NAMES) {
        String written = "^" + end + name;
        if (text.startsWith(written, at)) {
          return new Piece(written, name, move ? end.charAt(0) : 0);
        }
      }
    }
    return null;
  }

  private static byte[] bytes(String chars) {
    return chars.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** In which quotes of a shell a place is. */
  private static final class Quotes {
    private char open;

    void read(String script) {
      for (int i = 0; i < script.length(); i++) {
        char c = script.charAt(i);
        if (c == '\\' && open != '\'') {
          i++;
        } else if (open == 0 && (c == '"' || c == '\'')) {
          open = c;
        } else if (c == open) {
          open = 0;
        }
      }
    }

    String around(String parameter) {
      return switch (open) {
        case '"' -> parameter;
        case '\'' -> "'\"" + parameter + "\"'";
        default -> '"' + parameter + '"';
      };
    }
  }
}
