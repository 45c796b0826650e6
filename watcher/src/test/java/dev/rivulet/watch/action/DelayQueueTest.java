// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How events that meet are combined, and in which order they are handed out. */
class DelayQueueTest {
  private static final long DELAY = 10;

  private final DelayQueue queue = new DelayQueue(DELAY, 1000, true);
  private long now;

  /** {@code "Create a"}, {@code "Move a b"}; a slash at the end for directories. */
  private void add(String... events) {
    for (String event : events) {
      String[] words = event.split(" ");
      EventKind kind =
          Arrays.stream(EventKind.values())
              .filter(each -> each.word().equals(words[0]))
              .findFirst()
              .orElseThrow();
      queue.add(new Change(kind, words[1], words.length > 2 ? words[2] : ""), now);
    }
  }

  private static String text(Delay delay) {
    Change change = delay.change();
    String to = change.destination().isEmpty() ? "" : " " + change.destination();
    return change.kind().word() + " " + change.path() + to;
  }

  private List<String> waiting() {
    return queue.delays().stream().map(delay -> delay.status().word() + " " + text(delay)).toList();
  }

  /** What is handed out when each is carried out before the next ones are asked for. */
  private String order() {
    now += DELAY;
    StringBuilder order = new StringBuilder();
    while (queue.size() > 0) {
      List<Delay> turn =
          queue.delays().stream().filter(each -> each.status() == Delay.Status.WAIT).toList();
      assertThat(turn).isNotEmpty();
      order.append(order.isEmpty() ? "" : " | ");
      order.append(String.join(", ", turn.stream().map(DelayQueueTest::text).toList()));
      turn.forEach(queue::remove);
    }
    return order.toString();
  }

  /** The rows of the table: an event of a file meets an older one of the same file. */
  @ParameterizedTest
  @CsvSource({
    "Attrib, Attrib, Attrib f",
    "Attrib, Modify, Attrib f | Modify f",
    "Attrib, Create, Attrib f | Create f",
    "Attrib, Delete, Attrib f | Delete f",
    "Modify, Attrib, Modify f | Attrib f",
    "Modify, Modify, Modify f",
    "Modify, Create, Modify f | Create f",
    "Modify, Delete, Modify f | Delete f",
    "Create, Attrib, Create f | Attrib f",
    "Create, Modify, Create f | Modify f",
    "Create, Create, Create f",
    "Create, Delete, Create f | Delete f",
    "Delete, Attrib, Delete f | Attrib f",
    "Delete, Modify, Delete f | Modify f",
    "Delete, Create, Create f",
    "Delete, Delete, Delete f",
  })
  void anEventOfAFileMeetsAnOlderOne(String older, String newer, String order) {
    add(older + " f", newer + " f");

    assertThat(order()).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({
    "Attrib, Attrib, Attrib d/",
    "Create, Attrib, Create d/ | Attrib d/",
    "Create, Delete, Create d/ | Delete d/",
    "Delete, Create, Delete d/ | Create d/",
    "Delete, Delete, Delete d/",
  })
  void anEventOfADirectoryMeetsAnOlderOne(String older, String newer, String order) {
    add(older + " d/", newer + " d/");

    assertThat(order()).isEqualTo(order);
  }

  @Test
  void aFileInThePlaceOfADirectoryWaitsForIt() {
    add("Delete x/", "Create x");

    assertThat(order()).isEqualTo("Delete x/ | Create x");
  }

  @Test
  void whatIsBelowWaitsForItsDirectoryAndTheOtherWayRound() {
    add("Create d/", "Create d/a", "Create d/b/", "Create d/b/c", "Create other", "Delete d/");

    assertThat(order())
        .isEqualTo("Create d/, Create other | Create d/a, Create d/b/ | Create d/b/c | Delete d/");
  }

  @Test
  void namesThatBeginAlikeDoNotTouch() {
    add("Create d/", "Create d.x", "Create d0", "Delete dd/");

    assertThat(order()).isEqualTo("Create d/, Create d.x, Create d0, Delete dd/");
  }

  @Test
  void anEventThatOthersWaitForIsNotTheLastWord() {
    add("Create d/x", "Delete d/", "Create d/", "Create d/x");

    assertThat(order()).isEqualTo("Create d/x | Delete d/ | Create d/ | Create d/x");
  }

  @Test
  void aMoveAloneIsAMove() {
    add("Move a b", "Modify b", "Create a");

    assertThat(order()).isEqualTo("Move a b | Modify b, Create a");
  }

  @ParameterizedTest
  @CsvSource({
    "Modify a, Modify a; Create b | Delete a",
    "Create b, Create b; Delete a",
    "Create c, Create c; Move a b",
  })
  void aMoveThatTouchesSomethingIsSplit(String older, String order) {
    add(older, "Move a b");

    assertThat(sorted(order())).isEqualTo(sorted(order.replace(";", ",")));
  }

  /** Turns in their order, the events of a turn by name. */
  private static List<List<String>> sorted(String order) {
    return Arrays.stream(order.split(" \\| "))
        .map(turn -> Arrays.stream(turn.split(", ")).sorted().toList())
        .toList();
  }

  @Test
  void aMoveAfterAMoveIsSplit() {
    add("Move a b", "Move b c");

    assertThat(sorted(order()).stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrder("Delete a", "Delete b", "Create c");
  }

  @Test
  void aMoveToWhatIsDeletedNextIsADeletion() {
    add("Move a b", "Delete b");

    assertThat(order()).isEqualTo("Delete a, Delete b");
  }

  @Test
  void aDirectoryThatIsMovedHoldsUpWhatIsBelow() {
    add("Move d/ e/", "Modify e/x", "Delete d/y");

    assertThat(order()).isEqualTo("Move d/ e/ | Modify e/x, Delete d/y");
  }

  @Test
  void withoutMovesEveryMoveIsSplit() {
    DelayQueue split = new DelayQueue(DELAY, 0, false);
    split.add(new Change(EventKind.MOVE, "a", "b"), 0);

    assertThat(split.delays().stream().map(DelayQueueTest::text))
        .containsExactly("Delete a", "Create b");
  }

  @Test
  void whatIsCarriedOutIsNeverChanged() {
    add("Modify f");
    queue.delays().iterator().next().start();
    add("Modify f", "Modify f", "Delete f");

    assertThat(waiting()).containsExactly("active Modify f", "block Modify f", "block Delete f");
  }

  @Test
  void aBlanketWaitsForAllAndAllWaitForIt() {
    add("Create a", "Create b");
    queue.addNow(new Change(EventKind.BLANKET, "", ""), now);
    add("Create c", "Modify a");

    assertThat(order()).isEqualTo("Create a, Create b | Blanket  | Create c, Modify a");
  }

  @Test
  void anEventWaitsItsTimeUnlessThereAreTooMany() {
    DelayQueue small = new DelayQueue(DELAY, 2, true);
    small.add(new Change(EventKind.CREATE, "a", ""), 5);
    small.add(new Change(EventKind.CREATE, "b", ""), 6);

    assertThat(small.next(14)).isEmpty();
    assertThat(small.nextDueNanos()).hasValue(15);
    assertThat(small.next(15)).map(DelayQueueTest::text).contains("Create a");
    small.add(new Change(EventKind.CREATE, "c", ""), 6);
    assertThat(small.next(7)).map(DelayQueueTest::text).contains("Create a");
  }

  @Test
  void aListHasWhatMayBeDoneTogether() {
    add("Create d/", "Create d/a", "Modify f", "Delete g");
    queue.delays().stream().filter(each -> text(each).equals("Modify f")).forEach(Delay::start);
    add("Attrib f");

    List<Delay> all = queue.all(delay -> delay.change().kind() != EventKind.DELETE);

    assertThat(all.stream().map(DelayQueueTest::text)).containsExactly("Create d/", "Create d/a");
    assertThat(queue.all(delay -> delay.change().path().equals("d/a"))).isEmpty();
  }

  @Test
  void whatIsDoneAgainKeepsItsPlace() {
    add("Create f", "Delete f");
    Delay create = queue.delays().iterator().next();
    create.start();
    create.again(50);

    assertThat(queue.next(49)).isEmpty();
    assertThat(queue.next(50)).contains(create);
    assertThat(waiting()).containsExactly("wait Create f", "block Delete f");
  }

  /** Two events that touch are never handed out together, and the older one goes first. */
  @Test
  void eventsThatTouchGoOneAfterTheOther() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> paths = List.of("a", "d/", "d/a", "d/e/", "d/e/b", "x/", "x/y");
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < 12; i++) {
        String path = paths.get(random.nextInt(paths.size()));
        EventKind kind = EventKind.values()[random.nextInt(5)];
        add(
            kind == EventKind.MOVE
                ? "Move " + path + " n" + i + tail(path)
                : kind.word() + " " + path);
      }
      List<Delay> order = List.copyOf(queue.delays());
      for (Delay newer : order) {
        for (Delay older : order) {
          boolean first = older.number() < newer.number() && touch(older, newer);
          assertThat(first && newer.status() == Delay.Status.WAIT).as("seed " + seed).isFalse();
        }
      }
      order();
    }
    assertThat(queue.size()).isZero();
  }

  private static String tail(String path) {
    return path.endsWith("/") ? "/" : "";
  }

  private static boolean touch(Delay one, Delay other) {
    return ends(one).stream()
        .anyMatch(a -> ends(other).stream().anyMatch(b -> a.startsWith(b) || b.startsWith(a)));
  }

  private static List<String> ends(Delay delay) {
    Change change = delay.change();
    String first = change.path().replaceFirst("/?$", "/");
    return change.destination().isEmpty()
        ? List.of(first)
        : List.of(first, change.destination().replaceFirst("/?$", "/"));
  }
}
