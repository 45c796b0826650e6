// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.PipedProcess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users and groups as a program knows them: {@code name converter} (rsyncd.conf(5)). A question
 * is a line with a word and a name or number, the answer a line with a number or name; an empty one
 * means that there is none.
 *
 * <p>Safe for several threads; each question is asked once. A program that does not answer, and a
 * name that is no line, break the converter: from then on it knows nothing, and the session is to
 * end.
 */
final class NameConverter implements IdMapper {
  private static final int LONGEST_ANSWER = 1024;
  private static final int MOST_DIGITS = 10;

  private final PipedProcess process;
  private final IdMapper rights;
  private final Runnable onFailure;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private String failure = "";

  /**
   * @param rights tells what this process may do
   * @param onFailure is run once when the converter breaks
   */
  NameConverter(PipedProcess process, IdMapper rights, Runnable onFailure) {
    this.process = process;
    this.rights = rights;
    this.onFailure = onFailure;
  }

  @Override
  public int uid(byte[] name) {
    return number(answer("usr " + ByteText.of(name)));
  }

  @Override
  public int gid(byte[] name) {
    return number(answer("grp " + ByteText.of(name)));
  }

  @Override
  public byte[] userName(int uid) {
    return ByteText.bytes(answer("uid " + Integer.toUnsignedString(uid)));
  }

  @Override
  public byte[] groupName(int gid) {
    return ByteText.bytes(answer("gid " + Integer.toUnsignedString(gid)));
  }

  @Override
  public boolean isSuper() {
    return rights.isSuper();
  }

  @Override
  public boolean isMember(int gid) {
    return rights.isMember(gid);
  }

  /** Why the session has to end, a line for the log; empty while all is well. */
  synchronized String failure() {
    return failure;
  }

  /** The number an answer begins with. */
  private static int number(String answer) {
    long number = 0;
    int digits = 0;
    while (digits < answer.length() && digits < MOST_DIGITS) {
      char c = answer.charAt(digits);
      if (c < '0' || c > '9') {
        break;
      }
      number = 10 * number + c - '0';
      digits++;
    }
    return digits == 0 || number > 0xffffffffL ? UNKNOWN : (int) number;
  }

  private String answer(String question) {
    return answers.computeIfAbsent(question, this::ask);
  }

  private synchronized String ask(String question) {
    if (!failure.isEmpty()) {
      return "";
    }
    if (question.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return broken("invalid name-converter token");
    }
    try {
      process.write((question + "\n").getBytes(StandardCharsets.ISO_8859_1));
      return line();
    } catch (StoreException e) {
      Diagnostics.debug("the name converter is gone", e);
      return broken("Connection to name-converter failed.");
    }
  }

  private String line() throws StoreException {
    StringBuilder line = new StringBuilder();
    byte[] one = new byte[1];
    while (line.length() < LONGEST_ANSWER && process.read(one) == 1) {
      if (one[0] == '\n') {
        return line.toString();
      }
      line.append((char) (one[0] & 0xff));
    }
    return broken("Connection to name-converter failed.");
  }

  private String broken(String why) {
    failure = why;
    onFailure.run();
    return "";
  }
}
