// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProtocolNeedsTest {

  @Test
  void oldPeersKnowNoExtraAttributes() {
    assertThatThrownBy(
            () -> ProtocolNeeds.checkRemote(TransferOptions.builder().acls(true).build(), 29))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("--acls requires protocol 30 or higher (negotiated 29).");
    assertThatThrownBy(
            () -> ProtocolNeeds.checkRemote(TransferOptions.builder().xattrs(1).build(), 27))
        .hasMessage("--xattrs requires protocol 30 or higher (negotiated 27).");
  }

  @Test
  void oldestPeersKnowOneBasisOnly() {
    List<byte[]> two = List.of(new byte[] {'a'}, new byte[] {'b'});
    AlternateBasis links = new AlternateBasis(AlternateBasis.Kind.LINK, two);
    AlternateBasis copies = new AlternateBasis(AlternateBasis.Kind.COPY, two.subList(0, 1));

    refuses(TransferOptions.builder().fuzzy(1), "--fuzzy");
    refuses(TransferOptions.builder().pruneEmptyDirs(true), "--prune-empty-dirs");
    refuses(
        TransferOptions.builder().alternateBasis(links), "Using more than one --link-dest option");
    refuses(
        TransferOptions.builder().alternateBasis(copies).inplace(true),
        "--copy-dest with --inplace");
  }

  private static void refuses(TransferOptionsBuilder options, String what) {
    assertThatThrownBy(() -> ProtocolNeeds.check(options.build(), 28))
        .hasMessage(what + " requires protocol 29 or higher (negotiated 28).");
  }

  @Test
  void newerPeersAndOtherOptionsPass() {
    TransferOptions all = TransferOptions.builder().acls(true).xattrs(2).build();
    assertThatCode(() -> ProtocolNeeds.checkRemote(all, 30)).doesNotThrowAnyException();
    TransferOptions none = TransferOptions.builder().build();
    assertThatCode(() -> ProtocolNeeds.checkRemote(none, 27)).doesNotThrowAnyException();
  }
}
