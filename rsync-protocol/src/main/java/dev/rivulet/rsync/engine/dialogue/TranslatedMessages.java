// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.MessageSink;
import java.io.IOException;

/** The peer's texts and names in the character set of this end. */
public final class TranslatedMessages implements MessageSink {
  private final NameTranslation names;
  private final MessageSink sink;

  private TranslatedMessages(NameTranslation names, MessageSink sink) {
    this.names = names;
    this.sink = sink;
  }

  /** Hands messages on to a sink, which gets them itself where names are not translated. */
  public static MessageSink of(NameTranslation names, MessageSink sink) {
    return names.isOn() ? new TranslatedMessages(names, sink) : sink;
  }

  /** Whether a message names files. */
  static boolean concerns(MessageCode code) {
    return code.isText() || code == MessageCode.DELETED;
  }

  @Override
  public void message(MessageCode code, byte[] payload) throws IOException {
    sink.message(code, concerns(code) ? names.textFromWire(payload) : payload);
  }
}
