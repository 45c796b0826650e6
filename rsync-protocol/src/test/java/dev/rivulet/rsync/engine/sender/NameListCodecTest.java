// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of --files-from on the wire. */
class NameListCodecTest {

  private static String written(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<byte[]> list = Arrays.stream(names).map(name -> name.getBytes(UTF_8)).toList();
    NameListCodec.write(list, new WireOutput(bytes));
    return bytes.toString(UTF_8);
  }

  private static List<String> read(String bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes.getBytes(UTF_8)));
    return NameListCodec.read(in).stream().map(name -> new String(name, UTF_8)).toList();
  }

  @Test
  void anEmptyNameEndsTheList() throws IOException {
    assertThat(written("Welcome to test", "line two")).isEqualTo("Welcome to test\0line two\0\0");
    assertThat(written("", "a", "")).isEqualTo("a\0\0");
    assertThat(written()).isEqualTo("\0");
  }

  @Test
  void readsUpToTheEmptyNameAndNoFurther() throws IOException {
    assertThat(read("a\0# b\0\0c\0\0")).containsExactly("a", "# b");
    assertThat(read("\0a\0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\0", "a\0b"})
  void aListThatIsCutOffIsAnError(String bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
  }

  @Test
  void aNameNoPathCanHaveIsRefused() {
    assertThatThrownBy(() -> read("x".repeat(4097) + "\0\0"))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("files-from name");
  }
}
