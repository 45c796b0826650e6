// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real xinetd starts our daemon for each connection, from the service file of the set-up guide;
 * only path, port and user are those of the test.
 */
class XinetdIT {
  private static final List<Path> XINETD =
      List.of(
          Path.of("/usr/sbin/xinetd"), Path.of("/sbin/xinetd"), Path.of("/usr/local/sbin/xinetd"));
  private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir Path directory;
  private Process xinetd;
  private final String address = loopback();
  private int port;

  /** The address of this machine for itself: the guide's service speaks IPv6. */
  private static String loopback() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.getLocalPort() > 0 ? "::1" : "127.0.0.1";
    } catch (IOException e) {
      return "127.0.0.1";
    }
  }

  private String url(String path) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return "rsync://" + host + ":" + port + "/" + path;
  }

  @BeforeEach
  void startXinetd() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path module = Files.createDirectory(directory.resolve("module"));
    Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(module.resolve("a.txt"), "alpha\n");
    Files.writeString(
        directory.resolve("rsyncd.conf"),
        """
        log file = %1$s/log
        pid file = %1$s/pid
        [app_rsync_client]
        path = %1$s/module/
        use chroot = no
        read only = no
        """
            .formatted(directory));
    port = freePort();
    Path services = Files.writeString(directory.resolve("xinetd.conf"), serviceFile(launcher()));
    Path program =
        XINETD.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new AssertionError("this test needs xinetd"));
    xinetd =
        new ProcessBuilder(
                program.toString(),
                "-dontfork",
                "-f",
                services.toString(),
                "-pidfile",
                directory.resolve("xinetd.pid").toString(),
                "-filelog",
                directory.resolve("xinetd.log").toString())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("xinetd.out").toFile())
            .start();
    awaitListener();
  }

  private int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  /** What the guide calls {@code /usr/bin/rsync}: this daemon, from the classes under test. */
  private Path launcher() throws IOException {
    Path script = directory.resolve("rsync");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s/bin/java' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx128m \\
          -Xlog:class+load:file='%s/classes' -cp '%s' %s "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                directory,
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private String serviceFile(Path server) {
    return """
    # default: off
    # description: The rsync server is a good addition to an ftp server
    service rsync
    {
            disable         = no
            flags           = %s
            socket_type     = stream
            wait            = no
            user            = %s
            server          = %s
            server_args     = --daemon --config=%s/rsyncd.conf
            log_on_failure  += USERID
            type            = UNLISTED
            protocol        = tcp
            port            = %d
            bind            = %s
    }
    """
        .formatted(
            address.contains(":") ? "IPv6" : "IPv4",
            System.getProperty("user.name"),
            server,
            directory,
            port,
            address);
  }

  private void awaitListener() throws IOException {
    long deadline = System.nanoTime() + LONGEST_START_NANOS;
    while (xinetd.isAlive() && System.nanoTime() - deadline < 0) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(false);
        probe.bind(new InetSocketAddress(address, port));
      } catch (IOException e) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError(
        "xinetd does not listen: " + Files.readString(directory.resolve("xinetd.out")));
  }

  @AfterEach
  void stopXinetd() throws InterruptedException {
    if (xinetd != null) {
      xinetd.descendants().forEach(ProcessHandle::destroy);
      xinetd.destroy();
      assertThat(xinetd.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private RealRsync.Run rsync(String... arguments) {
    return RealRsync.find().run(arguments);
  }

  @Test
  void servesOneConnectionPerProcess() throws IOException {
    String url = url("app_rsync_client/");
    Path fetched = directory.resolve("fetched");

    assertThat(rsync(url("")).out()).startsWith("app_rsync_client\t");
    assertThat(rsync("-a", url, fetched.toString()).exitCode()).isZero();
    assertThat(fetched.resolve("a.txt")).hasContent("alpha\n");
    Files.writeString(directory.resolve("push.txt"), "pushed\n");
    assertThat(rsync(directory.resolve("push.txt").toString(), url).exitCode()).isZero();
    assertThat(directory.resolve("module/push.txt")).hasContent("pushed\n");

    String log = Files.readString(directory.resolve("log"));
    assertThat(log).contains("connect from ").doesNotContain("listening on port");
    assertThat(directory.resolve("pid")).doesNotExist();
    assertThat(Files.readString(directory.resolve("classes")))
        .contains(Main.class.getName())
        .doesNotContain("io.netty.");
  }

  @Test
  void saysNothingButTheProtocol() throws IOException {
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("@RSYNCD: 31.0\nnone\n".getBytes());
      assertThat(new String(socket.getInputStream().readAllBytes()))
          .isEqualTo("@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n@ERROR: Unknown module 'none'\n");
    }
  }
}
