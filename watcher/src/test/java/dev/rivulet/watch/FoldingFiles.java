// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;

/**
 * A place to write to where upper and lower case do not count, as on many file systems: a name
 * leads to the file that is there by any of its spellings, and that keeps the name it was made
 * with.
 */
final class FoldingFiles implements LocalFiles {
  private final LocalFiles real = LocalFiles.currentDirectory();

  @Override
  public Workspace open() throws IOException {
    return real.open();
  }

  @Override
  public Workspace openToReceive() throws IOException {
    return folding(real.openToReceive());
  }

  @FunctionalInterface
  private interface Calls {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return calls.call(method, arguments == null ? new Object[0] : arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static Workspace folding(Workspace workspace) {
    return proxy(
        Workspace.class,
        (method, arguments) -> {
          Object result = method.invoke(workspace, arguments);
          return result instanceof FileTree tree ? folding(tree) : result;
        });
  }

  private static FileTree folding(FileTree tree) {
    return proxy(
        FileTree.class,
        (method, arguments) -> {
          Object[] found = arguments.clone();
          for (int i = 0; i < found.length; i++) {
            found[i] = found[i] instanceof TreePath path ? found(tree, path) : found[i];
          }
          Object result = method.invoke(tree, found);
          return result instanceof StagedFile staged
              ? folding(staged, tree, (TreePath) arguments[0])
              : result;
        });
  }

  /** The name is looked up when the file gets it, not when it is begun. */
  private static StagedFile folding(StagedFile staged, FileTree tree, TreePath name) {
    return proxy(
        StagedFile.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "commit" -> staged.moveTo(tree, found(tree, name));
            case "moveTo" -> staged.moveTo(tree, found(tree, (TreePath) arguments[1]));
            default -> {
              return method.invoke(staged, arguments);
            }
          }
          return null;
        });
  }

  private static TreePath found(FileTree tree, TreePath path) throws IOException {
    if (path.isRoot()) {
      return path;
    }
    TreePath directory = found(tree, path.parent());
    String wanted = folded(path.leaf());
    if (tree.statOrMissing(directory).isDirectory()) {
      for (byte[] name : tree.names(directory)) {
        if (folded(name).equals(wanted)) {
          return directory.child(name);
        }
      }
    }
    return directory.child(path.leaf());
  }

  private static String folded(byte[] name) {
    return new String(name).toLowerCase(Locale.ROOT);
  }
}
