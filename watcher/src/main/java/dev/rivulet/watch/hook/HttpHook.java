// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.watch.WatchListener;
import java.net.URI;
import java.time.Duration;

/**
 * Tells a web server of each batch that was sent, by a POST of JSON:
 *
 * <pre>{@code
 * {"mirror":"www","target":"backup@host::www","source":"/srv/www/","moment":"after",
 *  "started":"2026-11-20T21:29:00Z","millis":12,"exitCode":0,"result":"success",
 *  "updated":["a/new","b"],"deleted":["old"]}
 * }</pre>
 *
 * <p>Names are as rsync prints them, with {@code \#} and three octal digits for what is not text.
 * Notices arrive in order; while the server is away they wait, up to a number. Safe for several
 * threads.
 */
public final class HttpHook implements BatchHook {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 6;
  private static final int WAITING = 1000;

  private final HttpPost post;
  private final HookQueue queue;

  HttpHook(HttpPost post, int waiting) {
    this.post = post;
    this.queue = new HookQueue(post.toString(), 1, waiting, CLOSE_LIMIT);
  }

  /**
   * A hook with 10 seconds for an answer, 6 attempts within about half a minute and up to 1000
   * batches that wait.
   *
   * @throws IllegalArgumentException for an address that is not of http or https
   */
  public static HttpHook to(URI address) {
    return to(address, LIMIT, ATTEMPTS, WAITING);
  }

  /**
   * A hook.
   *
   * @param limit for connecting, and for each answer
   * @param attempts at most, at least 1
   * @param waiting batches that may wait before one is left out
   * @throws IllegalArgumentException for an address that is not of http or https
   */
  public static HttpHook to(URI address, Duration limit, int attempts, int waiting) {
    return new HttpHook(HttpPost.to(address, "application/json", limit, attempts), waiting);
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  @Override
  public void after(BatchNotice batch) {
    queue.add(() -> post.send(BatchJson.of(batch)));
  }

  @Override
  public void close() {
    queue.close();
  }
}
