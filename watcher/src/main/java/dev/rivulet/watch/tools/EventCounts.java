// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events counted by place and kind, and the table of them. Owned by one thread. */
final class EventCounts {

  /**
   * The order of the rows.
   *
   * @param key null for the total
   */
  record Order(EventName key, boolean ascending) {
    static final Order BY_TOTAL = new Order(null, false);

    static Order of(String typed, boolean ascending) throws UsageException {
      if (typed.equalsIgnoreCase("total")) {
        return new Order(null, ascending);
      }
      for (EventName name : EventName.values()) {
        if (name.isSingle() && name.name().equalsIgnoreCase(typed)) {
          return new Order(name, ascending);
        }
      }
      throw new UsageException("'" + typed + "' is not a valid key for sorting!");
    }
  }

  private record Row(Place place, long[] counts) {
    long count(EventName key) {
      return key == null ? total() : counts[key.ordinal()];
    }

    long total() {
      long total = 0;
      for (long count : counts) {
        total += count;
      }
      return total;
    }
  }

  private final Map<Place, Row> rows = new LinkedHashMap<>();

  void add(SeenEvent event) {
    Row row =
        rows.computeIfAbsent(event.at(), p -> new Row(p, new long[EventName.values().length]));
    for (EventName name : EventName.values()) {
      if (name.isSingle() && (event.mask() & name.bits()) != 0) {
        row.counts()[name.ordinal()]++;
      }
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The table.
   *
   * @param events asked for, 0 for all
   * @param zeros whether columns without any event are shown
   */
  String table(int events, boolean zeros, Order order) {
    List<Row> sorted = new ArrayList<>(rows.values());
    Comparator<Row> byCount = Comparator.comparingLong(row -> row.count(order.key()));
    sorted.sort(order.ascending() ? byCount : byCount.reversed());
    List<EventName> columns = columns(events, zeros);
    StringBuilder table = new StringBuilder("total  ");
    columns.forEach(name -> table.append(name.lowerCase()).append("  "));
    table.append("filename\n");
    for (Row row : sorted) {
      addCell(table, row.total(), "total".length());
      for (EventName name : columns) {
        addCell(table, row.count(name), name.name().length());
      }
      table.append(new String(row.place().path(), StandardCharsets.UTF_8)).append('\n');
    }
    return table.toString();
  }

  private List<EventName> columns(int events, boolean zeros) {
    List<EventName> columns = new ArrayList<>();
    for (EventName name : EventName.values()) {
      int asked = events == 0 ? EventName.ALL : events;
      boolean wanted = name.isSingle() && (asked & name.bits()) != 0;
      if (wanted && (zeros || rows.values().stream().anyMatch(row -> row.count(name) > 0))) {
        columns.add(name);
      }
    }
    return columns;
  }

  private static void addCell(StringBuilder table, long number, int width) {
    String digits = Long.toString(number);
    table.append(digits).append(" ".repeat(Math.max(0, width - digits.length()) + 2));
  }
}
