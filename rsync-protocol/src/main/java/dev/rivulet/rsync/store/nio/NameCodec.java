// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names as bytes, for platforms whose names are text: UTF-8 both ways, or no name at all. */
public final class NameCodec {

  private NameCodec() {}

  /**
   * The text of a name.
   *
   * @throws StoreException EINVAL if the bytes are no text
   */
  public static String text(byte[] name) throws StoreException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(name))
          .toString();
    } catch (CharacterCodingException e) {
      throw new StoreException("name", Errno.EINVAL);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The path that a name or a relative path means below a directory, by the platform's rules. */
  public static Path resolve(Path directory, byte[] name) throws StoreException {
    try {
      return directory.resolve(text(name));
    } catch (InvalidPathException e) {
      throw new StoreException("name", Errno.EINVAL);
    }
  }
}
