// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.hook.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  private static final ChangedPath ODD = changed("a `id` $(id)\n\"'/x&y=%", false);

  @TempDir Path directory;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @Test
  void aCommandGetsThePathAsOneArgumentWhateverItHolds() throws Exception {
    Path script = Files.writeString(directory.resolve("run"), "printf '%s|' \"$@\" >\"$0.out\"");
    command(script, false).on(ODD);
    assertThat(directory.resolve("run.out")).hasContent(text(ODD.absolute()) + "|suffix|");
  }

  @Test
  void aCommandThatFailsIsToldUnlessErrorsAreIgnored() throws Exception {
    Path script = Files.writeString(directory.resolve("run"), "echo seen >&2; exit 4");
    assertThatThrownBy(() -> command(script, false).on(ODD)).hasMessage("exit status 4");
    command(script, true).on(ODD);
  }

  @Test
  void aCommandRunsOnlyForPathsThatAreIncluded() throws Exception {
    Path script = Files.writeString(directory.resolve("run"), "echo \"$1\" >>\"$0.out\"");
    PathAction action = command(script, false, "/watch/(.*)\\.php", "(.*)\\.sh");
    for (String name : List.of("a.php", "b.php.old", "c/d.sh", "e")) {
      action.on(changed(name, false));
    }
    assertThat(directory.resolve("run.out")).hasContent("/watch/a.php\n/watch/c/d.sh");
  }

  @Test
  void aSocketGetsTheBarePathAndItsEnd() throws Exception {
    try (ServerSocket server = listen()) {
      Thread reader = serve(server, "");
      new SocketPlugin("127.0.0.1", server.getLocalPort()).on(ODD);
      reader.join(30_000);
    }
    assertThat(received.poll()).isEqualTo(text(ODD.absolute()));
  }

  @Test
  void aSocketWhereNobodyListensIsTold() throws Exception {
    ServerSocket closed = listen();
    closed.close();
    assertThatThrownBy(() -> new SocketPlugin("127.0.0.1", closed.getLocalPort()).on(ODD))
        .isInstanceOf(IOException.class);
  }

  @Test
  void httpPostsAFormInWhichNothingOfANameHasAMeaning() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/x",
        exchange -> {
          received.add(text(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      HttpPlugin plugin =
          new HttpPlugin(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x"));
      plugin.on(ODD);
      plugin.on(new ChangedPath(bytes("/watch/"), TreePath.of("d"), true, false));
      plugin.on(new ChangedPath(bytes("/watch/"), TreePath.of("gone"), false, true));
    } finally {
      server.stop(0);
    }
    assertThat(received)
        .containsExactly(
            "watchroot=/watch&isdir=0&inotifyPath=/watch/a%20%60id%60%20%24%28id%29%0A%22%27/x%26y%3D%25&mask=8",
            "watchroot=/watch&isdir=1&inotifyPath=/watch/d&mask=1073742080",
            "watchroot=/watch&isdir=0&inotifyPath=/watch/gone&mask=512");
  }

  @Test
  void aDeliveryNetworkIsAskedWithOneHeadRequestForEachPath() throws Exception {
    Path log = directory.resolve("errorlog.txt");
    try (ServerSocket server = listen()) {
      Thread reader =
          serve(server, "HTTP/1.0 200 OK\r\nServer: x\r\nwhatsup: content=\"ok\"\r\n\r\n");
      cdn(server, Optional.empty(), log).on(changed("pic/a b.jpg", false));
      reader.join(30_000);
      reader = serve(server, "HTTP/1.0 500 No\r\n\r\n");
      cdn(server, Optional.empty(), log)
          .on(new ChangedPath(bytes("/watch"), TreePath.of("d"), true, false));
      reader.join(30_000);
    }
    assertThat(received)
        .containsExactly(
            "HEAD /index.jsp?user=me&pswd=p%26w&ok=ok&urls=http://pic.example/cms/pic/a%20b.jpg"
                + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n",
            "HEAD /index.jsp?user=me&pswd=p%26w&ok=ok&dirs=http://pic.example/cms/d/"
                + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    assertThat(log).hasContent("HTTP/1.0 500 No");
  }

  @Test
  void withAnExpressionTheNetworkHearsItsGroupAndWhatFollows() throws Exception {
    try (ServerSocket server = listen()) {
      Thread reader = serve(server, "whatsup: x\r\n");
      Optional<Pattern> match = Optional.of(Pattern.compile("site([/a-z]*)\\.com/images"));
      PathAction plugin = cdn(server, match, directory.resolve("log"));
      plugin.on(changed("none/of/these", false));
      plugin.on(changed("site/sub.com/images/x.jpg", false));
      reader.join(30_000);
    }
    assertThat(received.poll(0, TimeUnit.SECONDS))
        .contains("urls=http://pic.example/cms/sub/x.jpg ");
  }

  @Test
  void theLogOfAnswersBeginsAnewAfterAThousandLines() throws Exception {
    Path log = directory.resolve("log");
    AnswerLog answers = new AnswerLog(log);
    for (int i = 0; i < 1001; i++) {
      answers.add("answer " + i + "\u0007");
    }
    assertThat(log).hasContent("answer 1000?\n");
  }

  private CdnPlugin cdn(ServerSocket server, Optional<Pattern> match, Path log) {
    CdnPlugin.Service service =
        new CdnPlugin.Service("127.0.0.1", server.getLocalPort(), "me", "p&w");
    return new CdnPlugin(service, "http://pic.example/cms", bytes("/watch/"), match, log);
  }

  private static PathAction command(Path script, boolean ignoresErrors, String... includes) {
    Command prefix = Command.of(List.of(bytes("/bin/sh"), bytes(script.toString())));
    List<Pattern> patterns = List.of(includes).stream().map(Pattern::compile).toList();
    return new CommandPlugin(prefix, List.of(bytes("suffix")), ignoresErrors, patterns);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Takes one connection, reads what comes up to an empty line or the end, and answers. */
  private Thread serve(ServerSocket server, String answer) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                StringBuilder text = new StringBuilder();
                int c;
                while (!text.toString().endsWith("\r\n\r\n")
                    && (c = socket.getInputStream().read()) >= 0) {
                  text.append((char) c);
                }
                received.add(text.toString());
                socket.getOutputStream().write(bytes(answer));
              } catch (IOException e) {
                received.add(e.toString());
              }
            });
    thread.start();
    return thread;
  }

  private static ChangedPath changed(String name, boolean directory) {
    return new ChangedPath(bytes("/watch/"), TreePath.of(name), directory, false);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
