// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.system.PipedProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NameConverterTest {
  private static final String SAMPLE =
      "while read word value; do case $word in"
          + " usr) echo 1234;; grp) echo;; uid) echo name$value;; gid) echo 12x;; esac; done";

  private final AtomicInteger failures = new AtomicInteger();

  private NameConverter converter(String script) throws IOException {
    PipedProcess process =
        PipedProcess.start(
            List.of("/bin/sh".getBytes(UTF_8), "-c".getBytes(UTF_8), script.getBytes(UTF_8)),
            List.of());
    return new NameConverter(process, new HostIdMapper(0, 0), failures::incrementAndGet);
  }

  @Test
  void asksForNamesAndNumbers() throws IOException {
    NameConverter names = converter(SAMPLE);
    assertThat(names.uid("joe".getBytes(UTF_8))).isEqualTo(1234);
    assertThat(names.userName(-2)).asString(UTF_8).isEqualTo("name4294967294");
    assertThat(names.groupName(7)).asString(UTF_8).isEqualTo("12x");
    assertThat(failures).hasValue(0);
  }

  @Test
  void takesAnEmptyAnswerForUnknown() throws IOException {
    assertThat(converter(SAMPLE).gid("staff".getBytes(UTF_8))).isEqualTo(IdMapper.UNKNOWN);
  }

  @Test
  void asksEachQuestionOnce() throws IOException {
    NameConverter names = converter("read line; echo 5; read line; echo 6");
    assertThat(names.uid("a".getBytes(UTF_8))).isEqualTo(5);
    assertThat(names.uid("a".getBytes(UTF_8))).isEqualTo(5);
    assertThat(names.uid("b".getBytes(UTF_8))).isEqualTo(6);
  }

  @Test
  void breaksWhenTheProgramIsGone() throws IOException {
    NameConverter names = converter("exit 0");
    assertThat(names.uid("joe".getBytes(UTF_8))).isEqualTo(IdMapper.UNKNOWN);
    assertThat(names.uid("jim".getBytes(UTF_8))).isEqualTo(IdMapper.UNKNOWN);
    assertThat(failures).hasValue(1);
    assertThat(names.failure()).isEqualTo("Connection to name-converter failed.");
  }

  @Test
  void doesNotPassOnANameThatIsMoreThanALine() throws IOException {
    NameConverter names = converter(SAMPLE);
    assertThat(names.uid("bad\nname".getBytes(UTF_8))).isEqualTo(IdMapper.UNKNOWN);
    assertThat(failures).hasValue(1);
    assertThat(names.failure()).startsWith("invalid name-converter token");
  }
}
