// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Sends bodies to one address by POST and tries again for a while what may yet succeed. Safe for
 * several threads.
 */
public final class HttpPost {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** Waits between two attempts; {@link Thread#sleep} in earnest. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final HttpClient client;
  private final URI address;
  private final String contentType;
  private final Duration limit;
  private final int attempts;
  private final Duration firstPause;
  private final Pause pause;

  HttpPost(
      URI address,
      String contentType,
      Duration limit,
      int attempts,
      Duration firstPause,
      Pause pause) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(limit)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.address = address;
    this.contentType = contentType;
    this.limit = limit;
    this.attempts = attempts;
    this.firstPause = firstPause;
    this.pause = pause;
  }

  /**
   * A sender.
   *
   * @param contentType of the bodies
   * @param limit for connecting, and for each answer
   * @param attempts at most, at least 1; the pause between two of them doubles from a second to a
   *     minute
   * @throws IllegalArgumentException for an address that is not of http or https
   */
  public static HttpPost to(URI address, String contentType, Duration limit, int attempts) {
    String scheme = String.valueOf(address.getScheme());
    if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an address of http or https: " + address);
    }
    return new HttpPost(
        address,
        contentType,
        limit,
        attempts,
        Duration.ofSeconds(1),
        time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Sends a body until it is taken.
   *
   * @throws IOException after the last attempt, or at once for a refusal that will not change
   */
  public void send(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(limit)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    Duration wait = firstPause;
    for (int attempt = 1; !attempt(request, attempt == attempts); attempt++) {
      pause.of(wait);
      Duration twice = wait.multipliedBy(2);
      wait = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }

  /** Whether the body was taken; false if another attempt is due. */
  private boolean attempt(HttpRequest request, boolean last)
      throws IOException, InterruptedException {
    try {
      HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
      int status = response.statusCode();
      if (status >= 200 && status < 300) {
        return true;
      }
      if (last || !mayChange(status)) {
        throw new RefusedException("answer " + status);
      }
    } catch (RefusedException e) {
      throw e;
    } catch (IOException e) {
      if (last) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        throw new IOException("no answer: " + reason, e);
      }
    }
    return false;
  }

  private static boolean mayChange(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  @Override
  public String toString() {
    return address.getScheme() + "://" + address.getRawAuthority().replaceFirst(".*@", "");
  }

  /** An answer that ends the attempts. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }
}
