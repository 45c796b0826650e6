// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.EventFilter;
import dev.rivulet.watch.EventFilter.Type;
import dev.rivulet.watch.FullPass;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.MirrorOptions;
import dev.rivulet.watch.config.sersync.SersyncFile.Tree;
import dev.rivulet.watch.sersync.FailLog;
import dev.rivulet.watch.sersync.PathAction;
import dev.rivulet.watch.sersync.PluginHook;
import dev.rivulet.watch.sersync.RsyncCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a mirror of every directory of a file; used once. */
final class MirrorMaker {
  private static final byte[] ROOT = {'/'};

  private final SersyncFile file;
  private final boolean initialPass;
  private final int threads;
  private final MirrorOptions options;
  private final TransferOptions transfer;

  /**
   * For all directories of a file.
   *
   * @param threads on how many paths a plugin acts at the same time
   */
  MirrorMaker(SersyncFile file, boolean initialPass, int threads) throws ConfigException {
    this.file = file;
    this.initialPass = initialPass;
    this.threads = threads;
    boolean deletes = file.toggles().delete();
    this.options = MirrorOptions.parse(file.rsync().place(), file.rsync().words(deletes));
    FilterList rules = options.transfer().filters().with(file.names().rules(deletes));
    this.transfer = options.transfer().toBuilder().filters(rules).build();
  }

  List<Mirror> mirrors() throws ConfigException {
    if (!transfer.selection().recursive()) {
      throw new ConfigException(
          file.rsync().place(), "a mirror has everything below its source", "add -a or -r");
    }
    Map<String, Tree> trees = named();
    FailLog failLog = new FailLog(file.failLog(), commands(trees));
    List<Mirror> mirrors = new ArrayList<>();
    for (Map.Entry<String, Tree> entry : trees.entrySet()) {
      Tree tree = entry.getValue();
      List<Endpoint> targets = tree.targets().stream().map(options::target).toList();
      mirrors.add(
          new Mirror(
              entry.getKey(),
              source(tree),
              targets,
              transfer,
              options.client(file.rsync().place(), targets),
              settings(tree, failLog)));
    }
    return mirrors;
  }

  /** The directories by names of which no two are the same. */
  private Map<String, Tree> named() {
    Map<String, Tree> named = new LinkedHashMap<>();
    for (Tree tree : file.trees()) {
      String name = tree.shown();
      int number = 1;
      while (named.containsKey(name)) {
        number++;
        name = tree.shown() + "#" + number;
      }
      named.put(name, tree);
    }
    return named;
  }

  /** All transfers are relative, from the directory on. */
  private static byte[] source(Tree tree) {
    byte[] source = Arrays.copyOf(tree.watch(), tree.watch().length + 3);
    source[source.length - 3] = '/';
    source[source.length - 2] = '.';
    source[source.length - 1] = '/';
    return source;
  }

  private static byte[] root(Tree tree) {
    return tree.watch().length == 0 ? ROOT : tree.watch();
  }

  private Map<String, RsyncCommand> commands(Map<String, Tree> trees) {
    List<byte[]> params = new ArrayList<>(file.rsync().words(false));
    if (file.rsync().ssh()) {
      params.add(XmlElement.bytes("--rsh=ssh"));
    }
    Map<String, RsyncCommand> commands = new HashMap<>();
    trees.forEach(
        (name, tree) -> {
          for (byte[] target : tree.targets()) {
            String key = FailLog.key(name, options.target(target).toString());
            boolean deletes = file.toggles().delete();
            commands.put(key, new RsyncCommand(root(tree), params, target, deletes));
          }
        });
    return commands;
  }

  private MirrorSettings settings(Tree tree, FailLog failLog) throws ConfigException {
    Toggles toggles = file.toggles();
    MirrorSettings.Builder settings =
        MirrorSettings.builder()
            .pace(Pace.AT_ONCE.withMode(toggles.mode()))
            .events(toggles.choice())
            .eventFilter(eventFilter(file.names()))
            .initialPass(initialPass)
            .deletesLater(toggles.delete())
            .hook(failLog);
    if (file.crontab().isPresent()) {
      settings.fullPass(fullPass(file.crontab().get()));
    }
    if (file.pluginAfter().isPresent()) {
      for (PathAction action : file.pluginAfter().get().actions()) {
        settings.hook(new PluginHook(action, root(tree), threads));
      }
    }
    return settings.build();
  }

  private static EventFilter eventFilter(NameFilter names) {
    return (path, type) ->
        (type == Type.FILE && names.isEditorsFile(path))
            || names.excludes(path, type == Type.DIRECTORY);
  }

  private FullPass fullPass(Crontab crontab) throws ConfigException {
    List<FilterRule> rules = new ArrayList<>();
    for (String pattern : crontab.excludes()) {
      try {
        FilterRuleParser.parsePattern(XmlElement.bytes(pattern), false, rules);
      } catch (RsyncException e) {
        throw new ConfigException(
            file.rsync().place(), String.valueOf(e.getMessage()), "write a pattern of rsync", e);
      }
    }
    return new FullPass(crontab.every(), new FilterList(rules));
  }
}
