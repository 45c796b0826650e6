// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

/** The answer to {@code --help}. */
final class Usage {
  static final String TEXT =
      """
      rsync  version %s  protocol version 32
      This is the daemon of Rivulet, rsync for the Java virtual machine.

      Usage: rsync --daemon [OPTION]...
         or: rsyncd [OPTION]...
      --daemon                 run as an rsync daemon
      --address=ADDRESS        bind to the specified address
      --config=FILE            specify alternate rsyncd.conf file
      --dparam=OVERRIDE, -M    override global daemon config parameter
      --no-detach              do not detach from the parent
      --port=PORT              listen on alternate port number
      --protocol=N             speak no newer protocol than this, 27 to 32
      --log-file=FILE          override the "log file" setting
      --log-file-format=FMT    override the "log format" setting
      --verbose, -v            accepted; what is logged is configured
      --ipv4, -4               prefer IPv4
      --ipv6, -6               prefer IPv6
      --version, -V            show the version
      --help, -h               show this help (when used with --daemon)

      Started with a connected socket as standard input, as inetd does, it serves that
      connection and ends. See also the rsyncd.conf(5) manpage.
      """
          .formatted(Version.TEXT);

  private Usage() {}
}
