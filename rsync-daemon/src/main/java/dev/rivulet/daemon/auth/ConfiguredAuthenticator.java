// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Authentication by {@code auth users}, {@code secrets file} and {@code strict modes}. */
public final class ConfiguredAuthenticator implements Authenticator {
  private final Consumer<String> log;

  /**
   * @param log hears why a secrets file is not used
   */
  public ConfiguredAuthenticator(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public Decision decide(ModuleConfig module, String user, PasswordCheck check) {
    Optional<AuthUsers.Match> match =
        new AuthUsers(module.authUsers()).match(user, () -> groupsOf(user));
    if (match.isEmpty()) {
      return new Decision.Refused("no matching rule");
    }
    if (match.get().access() == AuthUsers.Access.DENY) {
      return new Decision.Refused("denied by rule");
    }
    Optional<String> failure = verify(module, user, match.get().group(), check);
    return failure.isPresent()
        ? new Decision.Refused(failure.get())
        : new Decision.Granted(readOnly(match.get().access()));
  }

  private Optional<String> verify(
      ModuleConfig module, String user, Optional<String> group, PasswordCheck check) {
    if (user.startsWith("#")) {
      return Optional.of("invalid username");
    }
    if (module.secretsFile().isEmpty()) {
      return Optional.of("no secrets file");
    }
    try {
      SecretsFile secrets =
          SecretsReader.read(ByteText.bytes(module.secretsFile()), module.hasStrictModes());
      return secrets.verify(ByteText.bytes(user), group.map(ByteText::bytes), check);
    } catch (StoreException e) {
      return Optional.of("no secrets file");
    } catch (SecretsReader.Rejected e) {
      log.accept(e.getMessage());
      return Optional.of("ignoring secrets file");
    }
  }

  private static Optional<Boolean> readOnly(AuthUsers.Access access) {
    return switch (access) {
      case READ_ONLY -> Optional.of(true);
      case READ_WRITE -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private List<String> groupsOf(String user) {
    List<String> names = new ArrayList<>();
    try {
      byte[] name = ByteText.bytes(user);
      int uid = UserDatabase.userId(name);
      if (uid != UserDatabase.UNKNOWN) {
        for (int gid : UserDatabase.groupsOf(name, UserDatabase.primaryGroup(uid))) {
          byte[] group = UserDatabase.groupName(gid);
          if (group.length > 0) {
            names.add(ByteText.of(group));
          }
        }
      }
    } catch (StoreException e) {
      log.accept("cannot look up the groups of " + user + ": " + e.getMessage());
    }
    return names;
  }
}
