// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receiver's complaint that it may not set an attribute, in rsync's words. The data is in place,
 * and trying again would change nothing as long as the receiver runs as the user it runs as (hazard
 * 15.10).
 *
 * @param operation what was refused, for example {@code chgrp}
 * @param reason the system's words for it
 */
public record AttributeRefusal(String operation, String reason) {
  private static final Pattern TEXT =
      Pattern.compile(
          "\\b(chown|chgrp|failed to set permissions|failed to set times|set_acl|"
              + "rsync_xal_set|sys_acl_set_file|lsetxattr|lremovexattr)\\b.*?"
              + "(Operation not permitted \\(1\\)|Operation not supported \\(95\\)|"
              + "Permission denied \\(13\\))",
          Pattern.DOTALL);

  /** Understands a message of a receiver; empty if it is about something else. */
  static Optional<AttributeRefusal> in(String message) {
    Matcher matcher = TEXT.matcher(message);
    return matcher.find()
        ? Optional.of(new AttributeRefusal(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
