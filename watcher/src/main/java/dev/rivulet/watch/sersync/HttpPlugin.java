// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.watch.hook.HttpPost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Posts {@code watchroot}, {@code isdir}, {@code inotifyPath} and {@code mask} as a form. */
public final class HttpPlugin implements PathAction {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;

  private final HttpPost post;

  /**
   * The plugin {@code http} for one {@code deshost}.
   *
   * @throws IllegalArgumentException for an address that is not of http or https
   */
  public HttpPlugin(URI address) {
    this.post = HttpPost.to(address, "application/x-www-form-urlencoded", LIMIT, ATTEMPTS);
  }

  @Override
  public String name() {
    return post.toString();
  }

  @Override
  public void on(ChangedPath changed) throws IOException, InterruptedException {
    String form =
        "watchroot="
            + PercentEncoding.of(changed.withoutSlash())
            + "&isdir="
            + (changed.isDirectory() ? 1 : 0)
            + "&inotifyPath="
            + PercentEncoding.of(changed.absolute())
            + "&mask="
            + changed.mask();
    post.send(form.getBytes(StandardCharsets.US_ASCII));
  }
}
