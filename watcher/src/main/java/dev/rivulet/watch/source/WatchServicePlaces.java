// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Watches of a {@link WatchService} by place in the tree, and names as bytes, which go through the
 * form of a URI unharmed. Safe for several threads.
 */
final class WatchServicePlaces implements DirectoryWatches.Calls {
  private final byte[] root;
  private final WatchService service;
  private final Map<WatchKey, Integer> numbers = new HashMap<>();
  private final Map<Integer, WatchKey> keys = new HashMap<>();
  private int last;

  /**
   * @param root absolute, or relative to the current directory
   */
  WatchServicePlaces(byte[] root, WatchService service) throws StoreException {
    this.root = MountTable.canonical(root);
    this.service = service;
  }

  @Override
  public int watch(TreePath path) throws IOException {
    Path place = place(path);
    try {
      if (!readAttributes(place).isDirectory()) {
        throw new StoreException("watch", Errno.ENOTDIR);
      }
      return number(place.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY));
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new StoreException("watch", Errno.ENOTDIR);
    } catch (IOException e) {
      boolean limit = String.valueOf(e.getMessage()).contains("limit");
      throw limit ? new StoreException("watch", Errno.ENOSPC) : e;
    }
  }

  private static BasicFileAttributes readAttributes(Path place) throws IOException {
    return Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private synchronized int number(WatchKey key) {
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    last++;
    numbers.put(key, last);
    keys.put(last, key);
    return last;
  }

  /** The number of a key; -1 for one that is not watched any more. */
  synchronized int numberOf(WatchKey key) {
    return numbers.getOrDefault(key, -1);
  }

  @Override
  public synchronized void unwatch(int descriptor) {
    WatchKey key = keys.remove(descriptor);
    if (key != null) {
      numbers.remove(key);
      key.cancel();
    }
  }

  private Path place(TreePath path) {
    StringBuilder uri = new StringBuilder("file://");
    append(root, uri);
    if (!path.isRoot()) {
      uri.append('/');
      append(path.bytes(), uri);
    }
    return Path.of(URI.create(uri.toString()));
  }

  private static void append(byte[] path, StringBuilder uri) {
    for (byte b : path) {
      boolean plain = b == '/' || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z');
      if (plain) {
        uri.append((char) b);
      } else {
        uri.append('%').append(Character.forDigit(b >> 4 & 15, 16));
        uri.append(Character.forDigit(b & 15, 16));
      }
    }
  }

  /** The bytes of a name that an event gives. */
  static byte[] bytes(Path directory, Path name) {
    String uri = directory.resolve(name).toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    String leaf = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
    byte[] text = leaf.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '%') {
        bytes.write(Integer.parseInt(leaf, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(text[i]);
      }
    }
    return bytes.toByteArray();
  }
}
