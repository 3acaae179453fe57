package kakehashi.repository;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a repository has to be told.
///
/// @param pin what names the installation
/// @param folder a folder of this node's own, for snapshot and batches
/// @param ldap where it listens for LDAP; empty for not at all
/// @param ldapLimits what a client of it may take
/// @param outside the directories into which it publishes too
public record RepositorySettings(
        InstallationPin pin,
        Path folder,
        Optional<InetSocketAddress> ldap,
        LdapLimits ldapLimits,
        List<OutsideDirectory> outside) {
    /// Keeps its own list.
    public RepositorySettings {
        outside = List.copyOf(outside);
    }
}
