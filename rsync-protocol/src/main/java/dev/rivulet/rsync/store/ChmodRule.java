// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/**
 * One change of permissions: {@code [DF][ugoa]*OP[rwxXst]*}, {@code [DF][ugoa]*OP[ugo]} or {@code
 * [DF]OCTAL}, where OP is {@code +}, {@code -} or {@code =}.
 *
 * @param concern whether only directories, only others or all are changed
 * @param operator {@link #OCTAL} or the OP
 * @param who which of user, group and others are named: 0100, 010 and 001; 0 for nobody
 * @param bits what everybody gets: a combination of 4, 2 and 1; of an octal number all bits
 * @param conditionalExecute whether {@code X} is among the letters
 * @param special the set-id and sticky bits
 * @param copied whose permissions are taken: 0100, 010 or 001; 0 for nobody's
 */
record ChmodRule(
    Concern concern,
    char operator,
    int who,
    int bits,
    boolean conditionalExecute,
    int special,
    int copied) {

  /** What a rule is about. */
  enum Concern {
    ALL,
    DIRECTORIES,
    FILES
  }

  private static final char OCTAL = '0';
  private static final String OPERATORS = "+-=";
  private static final int USER = 0100;
  private static final int GROUP = 010;
  private static final int OTHERS = 001;
  private static final int EVERYBODY = USER | GROUP | OTHERS;
  private static final int READ_WRITE_EXECUTE = 7;
  private static final int EXECUTE = 1;
  private static final int SET_USER = 04000;
  private static final int SET_GROUP = 02000;
  private static final int STICKY = 01000;

  /** The rule of one item; null if it is not well-formed. */
  static ChmodRule parse(String item) {
    Concern concern =
        item.startsWith("D")
            ? Concern.DIRECTORIES
            : item.startsWith("F") ? Concern.FILES : Concern.ALL;
    String rest = concern == Concern.ALL ? item : item.substring(1);
    if (!rest.isEmpty() && Character.digit(rest.charAt(0), 8) >= 0) {
      return octal(concern, rest);
    }
    int who = 0;
    int at = 0;
    for (; at < rest.length() && "ugoa".indexOf(rest.charAt(at)) >= 0; at++) {
      who |= classOf(rest.charAt(at));
    }
    if (at == rest.length() || OPERATORS.indexOf(rest.charAt(at)) < 0) {
      return null;
    }
    return symbolic(concern, rest.charAt(at), who, rest.substring(at + 1));
  }

  private static int classOf(char letter) {
    return switch (letter) {
      case 'u' -> USER;
      case 'g' -> GROUP;
      case 'o' -> OTHERS;
      default -> EVERYBODY;
    };
  }

  private static ChmodRule octal(Concern concern, String digits) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = "01234567".indexOf(digits.charAt(i));
      value = value << 3 | digit;
      if (digit < 0 || value > FileType.PERMISSIONS) {
        return null;
      }
    }
    return new ChmodRule(concern, OCTAL, 0, value, false, 0, 0);
  }

  private static ChmodRule symbolic(Concern concern, char operator, int who, String letters) {
    if (letters.length() == 1 && "ugo".contains(letters)) {
      return new ChmodRule(concern, operator, who, 0, false, 0, classOf(letters.charAt(0)));
    }
    int bits = 0;
    int special = 0;
    boolean conditional = false;
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'r' -> bits |= 4;
        case 'w' -> bits |= 2;
        case 'x' -> bits |= 1;
        case 'X' -> conditional = true;
        case 's' -> special = setId(who, special);
        case 't' -> special |= STICKY;
        default -> {
          return null;
        }
      }
    }
    return new ChmodRule(concern, operator, who, bits, conditional, special, 0);
  }

  /** For others, and for nobody, {@code s} is the user's, and undoes a {@code t} before it. */
  private static int setId(int who, int special) {
    int own = setIdsOf(who);
    return own == 0 ? SET_USER : special | own;
  }

  private static int setIdsOf(int who) {
    return ((who & USER) != 0 ? SET_USER : 0) | ((who & GROUP) != 0 ? SET_GROUP : 0);
  }

  boolean concerns(boolean directory) {
    return concern == Concern.ALL || directory == (concern == Concern.DIRECTORIES);
  }

  /**
   * The changed permissions.
   *
   * @param mayExecute whether {@code X} means {@code x}
   * @param umask bits that a rule which names nobody leaves alone
   */
  int apply(int permissions, boolean mayExecute, int umask) {
    if (operator == OCTAL) {
      return bits;
    }
    int classes = who == 0 ? EVERYBODY : who;
    int spared = who == 0 ? umask : 0;
    int given = classes * letters(permissions, mayExecute) & ~spared | special;
    return switch (operator) {
      case '+' -> permissions | given;
      case '-' -> permissions & ~(classes * letters(permissions, true) & ~spared | special);
      default -> permissions & ~(classes * READ_WRITE_EXECUTE | lost(classes)) | given;
    };
  }

  /** What everybody named gets or loses; {@code X} decides about {@code x} too. */
  private int letters(int permissions, boolean mayExecute) {
    if (copied != 0) {
      return permissions / copied & READ_WRITE_EXECUTE;
    }
    if (!conditionalExecute) {
      return bits;
    }
    return mayExecute ? bits | EXECUTE : bits & ~EXECUTE;
  }

  /** Special bits that {@code =} takes away. */
  private int lost(int classes) {
    if (copied != 0) {
      return setIdsOf(classes) | ((classes & OTHERS) != 0 ? STICKY : 0);
    }
    return special == 0 ? 0 : setIdsOf(who) | special;
  }
}
