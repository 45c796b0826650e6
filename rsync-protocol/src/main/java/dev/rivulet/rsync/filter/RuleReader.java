// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the rules of one source (options of one kind, or one file) into a list, files they merge
 * included.
 */
final class RuleReader {

  /** How much of a rule is text before its pattern. */
  enum Syntax {
    /** --filter: a letter or word, modifiers, the pattern. */
    FULL,
    /** --exclude and --include: perhaps {@code "- "} or {@code "+ "} in front of the pattern. */
    OLD_PREFIXES,
    /** Merge files with a modifier {@code -} or {@code +}: nothing but the pattern. */
    BARE
  }

  private static final String CVS_FILE = ".cvsignore";
  private static final int MAX_DEPTH = 32;
  private static final int MAX_LINE = 5119;
  private static final int SIDES = Modifier.SENDER_SIDE | Modifier.RECEIVER_SIDE;
  private static final int NO_MODIFIERS = 0;

  /** What a merge rule says about every rule of its file. */
  private static final int PASSED_ON =
      Modifier.ABSOLUTE
          | SIDES
          | Modifier.PERISHABLE
          | Modifier.XATTR
          | Modifier.FOR_CVS
          | Modifier.AUTOMATIC;

  private final Syntax syntax;

  /** What every rule of this source is unless its text says otherwise. */
  private final Kind defaultKind;

  private final int inherited;
  private final RuleContext context;
  private final int depth;

  /** Where the rule being read is from. */
  private RuleOrigin origin;

  RuleReader(Syntax syntax, Kind defaultKind, RuleContext context) {
    this(syntax, defaultKind, NO_MODIFIERS, context, 0, RuleOrigin.TYPED);
  }

  private RuleReader(
      Syntax syntax,
      Kind defaultKind,
      int inherited,
      RuleContext context,
      int depth,
      RuleOrigin origin) {
    this.syntax = syntax;
    this.defaultKind = defaultKind;
    this.inherited = inherited;
    this.context = context;
    this.depth = depth;
    this.origin = origin;
  }

  /**
   * A reader for the file that a merge rule names.
   *
   * @param depth how many files are being read, this one included
   */
  static RuleReader forMerge(FilterRule merge, RuleContext context, int depth, RuleOrigin origin) {
    boolean bare = merge.has(Modifier.NO_PREFIX);
    Kind kind = merge.has(Modifier.NO_PREFIX_INCLUDE) ? Kind.INCLUDE : Kind.EXCLUDE;
    int kept = PASSED_ON | Modifier.CVS | Modifier.WORD_SPLIT;
    return new RuleReader(
        bare ? Syntax.BARE : Syntax.FULL, kind, merge.modifiers() & kept, context, depth, origin);
  }

  /** A reader for a file of patterns, whose contents are never quoted. */
  static RuleReader forPatternFile(Kind kind, RuleContext context, RuleOrigin origin) {
    return new RuleReader(Syntax.OLD_PREFIXES, kind, NO_MODIFIERS, context, 0, origin);
  }

  /** A reader for the words that the rule {@code -C} stands for, with modifiers of their own. */
  static RuleReader forTypedWords(Kind kind, int modifiers) {
    return forWords(kind, modifiers, RuleOrigin.TYPED);
  }

  /** As {@link #forTypedWords}, for words in a file. */
  static RuleReader forFileOfWords(Kind kind, int modifiers) {
    return forWords(kind, modifiers, RuleOrigin.READ_EARLIER);
  }

  private static RuleReader forWords(Kind kind, int modifiers, RuleOrigin origin) {
    return new RuleReader(Syntax.BARE, kind, modifiers | Modifier.CVS, RuleContext.NONE, 1, origin);
  }

  /** Every rule of a file's contents. */
  void readFile(byte[] contents, boolean nulSeparated, List<FilterRule> into)
      throws RsyncException {
    if ((inherited & Modifier.WORD_SPLIT) != 0) {
      readWords(contents, into);
      return;
    }
    int line = 0;
    for (int start = 0; start < contents.length; ) {
      int end = start;
      while (end < contents.length && !endsLine(contents[end], nulSeparated)) {
        end++;
      }
      origin = origin.atLine(++line);
      readLine(Arrays.copyOfRange(contents, start, end), into);
      boolean crLf =
          !nulSeparated
              && end + 1 < contents.length
              && contents[end] == '\r'
              && contents[end + 1] == '\n';
      start = end + (crLf ? 2 : 1);
    }
  }

  private static boolean endsLine(byte b, boolean nulSeparated) {
    return nulSeparated ? b == 0 : b == '\n' || b == '\r';
  }

  /** Over-long lines are left out, as rsync leaves them out; so are comments. */
  private void readLine(byte[] line, List<FilterRule> into) throws RsyncException {
    if (line.length > MAX_LINE) {
      discard(line);
    } else if (line.length > 0 && line[0] != '#' && line[0] != ';') {
      read(line, into);
    }
  }

  private void discard(byte[] rule) {
    context.warn("discarding over-long filter: " + origin.describe(rule));
  }

  /** Rules separated by white space; a letter or word that lacks its pattern takes the next. */
  void readWords(byte[] text, List<FilterRule> into) throws RsyncException {
    for (int start = nextWord(text, 0); start < text.length; ) {
      int end = wordEnd(text, start);
      if (lacksPattern(Arrays.copyOfRange(text, start, end))) {
        int pattern = nextWord(text, end);
        byte[] rule = join(text, start, end, pattern, wordEnd(text, pattern));
        end = wordEnd(text, pattern);
        read(rule, into);
      } else {
        read(Arrays.copyOfRange(text, start, end), into);
      }
      start = nextWord(text, end);
    }
  }

  private static byte[] join(byte[] text, int start, int end, int nextStart, int nextEnd) {
    byte[] joined = new byte[end - start + 1 + nextEnd - nextStart];
    System.arraycopy(text, start, joined, 0, end - start);
    joined[end - start] = ' ';
    System.arraycopy(text, nextStart, joined, end - start + 1, nextEnd - nextStart);
    return joined;
  }

  private static int nextWord(byte[] text, int from) {
    int at = from;
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static int wordEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && !isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
  }

  private boolean lacksPattern(byte[] word) throws RsyncException {
    if (syntax == Syntax.OLD_PREFIXES) {
      return word.length == 1 && (word[0] == '-' || word[0] == '+');
    }
    if (syntax == Syntax.BARE) {
      return false;
    }
    RulePrefix prefix = RulePrefix.parse(word, origin);
    return !prefix.isClear()
        && prefix.end() >= word.length
        && (prefix.modifiers() & Modifier.CVS) == 0;
  }

  /** One rule. Empty text is none. */
  void read(byte[] text, List<FilterRule> into) throws RsyncException {
    if (text.length == 0) {
      return;
    }
    switch (syntax) {
      case FULL -> readFull(text, into);
      case OLD_PREFIXES -> readOld(text, into);
      case BARE -> readBare(text, into);
    }
  }

  private void readOld(byte[] text, List<FilterRule> into) throws RsyncException {
    if (text.length == 1 && text[0] == '!') {
      into.clear();
      return;
    }
    boolean prefixed = text.length >= 2 && (text[0] == '-' || text[0] == '+') && text[1] == ' ';
    if (!prefixed) {
      add(defaultKind, text, NO_MODIFIERS, into);
      return;
    }
    if (text.length == 2) {
      throw unexpectedEnd(text);
    }
    Kind kind = text[0] == '+' ? Kind.INCLUDE : Kind.EXCLUDE;
    add(kind, Arrays.copyOfRange(text, 2, text.length), NO_MODIFIERS, into);
  }

  private void readBare(byte[] text, List<FilterRule> into) {
    boolean clears = (inherited & Modifier.CVS) != 0 && text.length == 1 && text[0] == '!';
    if (clears) {
      clear(into);
    } else {
      add(defaultKind, text, NO_MODIFIERS, into);
    }
  }

  private void readFull(byte[] text, List<FilterRule> into) throws RsyncException {
    RulePrefix prefix = RulePrefix.parse(text, origin);
    byte[] pattern = Arrays.copyOfRange(text, Math.min(text.length, prefix.end()), text.length);
    if (prefix.isClear()) {
      if (pattern.length > 0 || prefix.end() < text.length) {
        throw syntax("'!' rule has trailing characters: " + origin.describe(text));
      }
      clear(into);
      return;
    }
    checkSides(text, prefix.modifiers());
    boolean cvs = (prefix.modifiers() & Modifier.CVS) != 0;
    if (pattern.length == 0 && !cvs) {
      throw unexpectedEnd(text);
    }
    switch (prefix.type()) {
      case MERGE -> merge(prefix, pattern, into);
      case DIR_MERGE -> addDirectoryMerge(prefix, pattern, into);
      default -> addRule(prefix, pattern, cvs, into);
    }
  }

  /** Inside a file the clear rule also ends what its readers inherit, so it stays visible. */
  private void clear(List<FilterRule> into) {
    into.clear();
    if (depth > 0) {
      into.add(FilterRule.CLEAR);
    }
  }

  private void checkSides(byte[] text, int modifiers) throws RsyncException {
    if ((inherited & SIDES) != 0 && (modifiers & SIDES) != 0) {
      throw syntax(
          "specified-side merge file contains specified-side filter: " + origin.describe(text));
    }
  }

  private void addRule(RulePrefix prefix, byte[] pattern, boolean cvs, List<FilterRule> into)
      throws RsyncException {
    Kind kind = prefix.type().isInclude() ? Kind.INCLUDE : Kind.EXCLUDE;
    if (cvs) {
      into.add(new FilterRule(kind, pattern, prefix.modifiers(), origin));
      CvsRules.addTo(into, kind, prefix.modifiers() & ~Modifier.CVS, context.ignores());
    } else {
      add(kind, pattern, prefix.modifiers(), into);
    }
  }

  private void add(Kind kind, byte[] text, int modifiers, List<FilterRule> into) {
    boolean directory = text.length > 1 && text[text.length - 1] == '/';
    byte[] pattern = directory ? Arrays.copyOf(text, text.length - 1) : text;
    if (pattern.length >= WireLimits.MAX_PATH) {
      discard(text);
      return;
    }
    if (origin.isTyped() && isBlank(pattern[pattern.length - 1]) && !directory) {
      context.caution("add_rule(" + prefixed(kind, text) + ") -- CAUTION: trailing whitespace!");
    }
    int all = modifiers | inherited & PASSED_ON | (directory ? Modifier.DIRECTORY : 0);
    into.add(new FilterRule(kind, pattern, all, origin));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static String prefixed(Kind kind, byte[] text) {
    return (kind == Kind.INCLUDE ? "+ " : "- ") + TreePath.escape(text);
  }

  private void addDirectoryMerge(RulePrefix prefix, byte[] named, List<FilterRule> into) {
    FilterRule rule = mergeRule(prefix, named);
    addSelfExclusion(rule, into);
    boolean known =
        into.stream()
            .anyMatch(
                other ->
                    other.kind() == Kind.DIR_MERGE
                        && Arrays.equals(other.baseName(), rule.baseName()));
    if (!known) {
      into.add(rule.without(Modifier.EXCLUDE_SELF));
    }
  }

  private FilterRule mergeRule(RulePrefix prefix, byte[] named) {
    byte[] name = named.length == 0 ? CVS_FILE.getBytes(StandardCharsets.US_ASCII) : named;
    return new FilterRule(Kind.DIR_MERGE, name, prefix.modifiers() | inherited & PASSED_ON, origin);
  }

  private void addSelfExclusion(FilterRule merge, List<FilterRule> into) {
    if (merge.has(Modifier.EXCLUDE_SELF)) {
      into.add(new FilterRule(Kind.EXCLUDE, merge.baseName(), NO_MODIFIERS, origin));
    }
  }

  private void merge(RulePrefix prefix, byte[] named, List<FilterRule> into) throws RsyncException {
    if (depth == MAX_DEPTH) {
      throw syntax("merge-file include depth limit (" + MAX_DEPTH + ") exceeded");
    }
    FilterRule merge = mergeRule(prefix, named);
    addSelfExclusion(merge, into);
    forMerge(merge, context, depth + 1, origin.ofMerged(merge.pattern()))
        .readFile(contents(merge.pattern()), context.nulSeparated(), into);
    if (depth == 0) {
      into.removeIf(rule -> rule == FilterRule.CLEAR);
    }
  }

  /** The contents of a file; a name that was itself read from a file is not told. */
  private byte[] contents(byte[] name) throws RsyncException {
    try {
      return context.read(name);
    } catch (RsyncException e) {
      if (origin.isTyped()) {
        throw e;
      }
      throw new RsyncException(
          e.exitCode(), "failed to open exclude file " + origin.describe(name), e);
    }
  }

  private RsyncException unexpectedEnd(byte[] text) {
    return syntax("unexpected end of filter rule: " + origin.describe(text));
  }

  private static RsyncException syntax(String message) {
    return new RsyncException(ExitCode.SYNTAX, message);
  }
}
