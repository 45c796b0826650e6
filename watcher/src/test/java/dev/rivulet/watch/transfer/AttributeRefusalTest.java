// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsync: [generator] chown \"a\" (in m) failed: Operation not permitted (1)",
        "rsync: [receiver] chgrp \"d/.b.Xy12ab\" (in m) failed: Operation not permitted (1)",
        "rsync: [generator] failed to set permissions on \"x\": Operation not permitted (1)",
        "rsync: [receiver] rsync_xal_set: lsetxattr(\"f\",\"user.a\") failed: Operation not"
            + " supported (95)"
      })
  void hazard_15_10_knowsARefusedAttribute(String text) {
    assertThat(AttributeRefusal.in(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsync: [receiver] mkstemp \"d/.b.Xy12ab\" (in m) failed: Permission denied (13)",
        "rsync: [generator] recv_generator: mkdir \"d\" (in m) failed: Permission denied (13)",
        "rsync: [receiver] write failed on \"a\": No space left on device (28)",
        "rsync: [generator] delete_file: unlink(x) failed: Operation not permitted (1)"
      })
  void hazard_10_1_takesNothingElseForOne(String text) {
    assertThat(AttributeRefusal.in(text)).isEmpty();
  }
}
