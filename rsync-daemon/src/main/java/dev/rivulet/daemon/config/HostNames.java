// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Netgroups;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Names and addresses of hosts; asking may take as long as the system's resolver does. */
public interface HostNames {

  /** The name of an address, if it has one that leads back to it. */
  Optional<String> nameOf(InetAddress address);

  /** The addresses of a name, none if it has none. */
  List<InetAddress> addressesOf(String name);

  /** Whether netgroups can be asked for here; where not, lists that name one are refused. */
  default boolean knowsNetgroups() {
    return false;
  }

  /** Whether a host is in a netgroup (netgroup(5)); only asked if netgroups are known. */
  default boolean isInNetgroup(String group, String host) {
    return false;
  }

  /** The resolver of the system. */
  HostNames SYSTEM =
      new HostNames() {
        /** The runtime checks itself that the name leads back; else it answers with the address. */
        @Override
        public Optional<String> nameOf(InetAddress address) {
          String name = address.getCanonicalHostName();
          return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
        }

        @Override
        public List<InetAddress> addressesOf(String name) {
          try {
            return List.of(InetAddress.getAllByName(name));
          } catch (UnknownHostException e) {
            return List.of();
          }
        }

        @Override
        public boolean knowsNetgroups() {
          return Netgroups.areAvailable();
        }

        @Override
        public boolean isInNetgroup(String group, String host) {
          try {
            return Netgroups.contains(group, host);
          } catch (StoreException nameThatCannotBeOne) {
            return false;
          }
        }
      };
}
