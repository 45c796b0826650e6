// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTranslationTest {

  @ParameterizedTest
  @ValueSource(strings = {"latin1", "ISO-8859-1", "iso88591", "latin1,utf8"})
  void namesAreUtf8OnTheWire(String sets) throws IOException {
    NameTranslation names = NameTranslation.of(sets);

    assertThat(names.toWire("café".getBytes(ISO_8859_1))).isEqualTo("café".getBytes(UTF_8));
    assertThat(names.fromWire("café".getBytes(UTF_8))).isEqualTo("café".getBytes(ISO_8859_1));
  }

  @Test
  void withoutACharacterSetNamesStayTheBytesTheyAre() throws IOException {
    byte[] name = {(byte) 0xff, 'x'};

    assertThat(NameTranslation.of("").isOn()).isFalse();
    assertThat(NameTranslation.NONE.toWire(name)).isSameAs(name);
    assertThat(NameTranslation.NONE.textFromWire(name)).isSameAs(name);
  }

  @ParameterizedTest
  @CsvSource({"bad\u00ffx, EILSEQ", "caf\u00e9, EINVAL"})
  void whatIsNoNameInTheCharacterSetIsNotTranslated(String name, Errno reason)
      throws RsyncException {
    NameTranslation names = NameTranslation.of("utf8");

    assertThatThrownBy(() -> names.toWire(name.getBytes(ISO_8859_1)))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.errno()).isEqualTo(reason));
  }

  @Test
  void whatTheCharacterSetCannotSayIsNotTranslated() throws RsyncException {
    NameTranslation names = NameTranslation.of("latin1");

    assertThatThrownBy(() -> names.fromWire("日本".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EILSEQ));
  }

  @Test
  void aNameThatBecomesTooLongIsNotTranslated() throws RsyncException {
    NameTranslation names = NameTranslation.of("latin1");

    assertThatThrownBy(() -> names.toWire("é".repeat(2048).getBytes(ISO_8859_1)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.errno()).isEqualTo(Errno.E2BIG));
  }

  @Test
  void whatCannotBeTranslatedStaysInATextAsItIs() throws RsyncException {
    byte[] text = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, 'z'};

    assertThat(NameTranslation.of("latin1").textFromWire(text))
        .containsExactly('a', 0xff, 0xe9, 'z');
  }

  @Test
  void refusesACharacterSetThatThereIsNot() {
    assertThatThrownBy(() -> NameTranslation.of("nono,utf8"))
        .hasMessage("iconv_open(\"UTF-8\", \"nono\") failed")
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED));
  }
}
