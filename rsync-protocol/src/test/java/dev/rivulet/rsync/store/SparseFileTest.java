// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseFileTest {
  private final Recorded recorded = new Recorded();
  private final StagedFile file = new SparseFile(recorded);

  /** Notes what it is told, and builds the content. */
  private static final class Recorded implements StagedFile {
    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public void write(byte[] data, int offset, int length) {
      calls.add("write " + length);
      content.write(data, offset, length);
    }

    @Override
    public void keep(byte[] data, int offset, int length) {
      calls.add("keep " + length);
      content.write(data, offset, length);
    }

    @Override
    public void hole(long length) {
      calls.add("hole " + length);
      content.writeBytes(new byte[(int) length]);
    }

    @Override
    public void skip(long length) {
      calls.add("skip " + length);
      content.writeBytes(new byte[(int) length]);
    }

    @Override
    public void truncate() {
      calls.add("truncate");
    }

    @Override
    public void allocate(long length) {
      calls.add("allocate " + length);
    }

    @Override
    public void sync() {
      calls.add("sync");
    }

    @Override
    public long position() {
      return content.size();
    }

    @Override
    public TreePath path() {
      return TreePath.of("file");
    }

    @Override
    public void commit() {
      calls.add("commit");
    }

    @Override
    public void moveTo(FileTree tree, TreePath path) {
      calls.add("move");
    }

    @Override
    public void close() {
      calls.add("close");
    }

    @Override
    public FileAttributes attributes() {
      calls.add("attributes");
      return FileAttributes.MISSING;
    }

    @Override
    public void setOwner(int uid, int gid) {
      calls.add("owner");
    }

    @Override
    public void setMode(int permissions) {
      calls.add("mode");
    }

    @Override
    public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) {
      calls.add("times");
    }
  }

  /** {@code "d5 z2000"}: five bytes of data, two thousand zeros. */
  private static byte[] bytes(String parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts.split(" ")) {
      byte[] run = new byte[Integer.parseInt(part.substring(1))];
      Arrays.fill(run, (byte) (part.charAt(0) == 'd' ? 7 : 0));
      bytes.writeBytes(run);
    }
    return bytes.toByteArray();
  }

  private void write(String parts) throws IOException {
    byte[] data = bytes(parts);
    file.write(data, 0, data.length);
  }

  @Test
  void makesHolesOfLongRunsOfZerosOnly() throws IOException {
    write("d10 z1023 d10 z1024 d10");

    assertThat(recorded.calls).containsExactly("write 1043", "hole 1024", "write 10");
  }

  @Test
  void joinsZerosOfTwoWrites() throws IOException {
    write("d10 z600");
    write("z700 d10");

    assertThat(recorded.calls).containsExactly("write 10", "hole 1300", "write 10");
  }

  @Test
  void countsPendingZerosInThePosition() throws IOException {
    write("d10 z5000");

    assertThat(recorded.calls).containsExactly("write 10");
    assertThat(file.position()).isEqualTo(5010);
  }

  @Test
  void givesAFileThatEndsInAHoleItsLengthBeforeItsTimes() throws IOException {
    write("d10 z5000");
    file.setTimes(1, 2, 3, 4);
    file.commit();

    assertThat(recorded.calls)
        .containsExactly("write 10", "truncate", "skip 5000", "truncate", "times", "commit");
  }

  @Test
  void digsIntoWhatIsKept() throws IOException {
    byte[] data = bytes("d10 z4096 d10");
    file.keep(data, 0, data.length);
    file.truncate();

    assertThat(recorded.calls).containsExactly("keep 10", "hole 4096", "keep 10", "truncate");
  }

  @Test
  void leavesTheLengthAloneWhenAnInterruptedFileIsClosed() throws IOException {
    write("d10 z5000");
    file.close();

    assertThat(recorded.calls).containsExactly("write 10", "close");
  }

  @Test
  void losesNoByteHoweverTheDataIsCut() throws IOException {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Recorded target = new Recorded();
      StagedFile sparse = new SparseFile(target);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int part = 0; part < 20; part++) {
        byte[] data = new byte[random.nextInt(4000)];
        if (random.nextBoolean()) {
          random.nextBytes(data);
        }
        expected.writeBytes(data);
        sparse.write(data, 0, data.length);
      }
      sparse.commit();
      assertThat(target.content.toByteArray())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected.toByteArray());
    }
  }
}
