package kakehashi.repository;

import java.time.Duration;
import kakehashi.web.ConnectionShare;

/// What the directory lets a client take. Each must be positive.
///
/// @param connections at once; further ones are closed
/// @param messageOctets of a request
/// @param entries of a search (sizeLimitExceeded)
/// @param answerOctets of a search's values together (adminLimitExceeded)
/// @param idle how long a connection may be silent, and how long a search may take to be read; then it is closed
/// @param perAddress how many of the connections one address may have
public record LdapLimits(
        int connections, int messageOctets, int entries, long answerOctets, Duration idle, ConnectionShare perAddress) {
    /// 1,000 connections, 16 KiB a request, 200 entries, 256 MiB a search, 30 s.
    public static final LdapLimits DEFAULT = new LdapLimits(1_000, 16 * 1024, 200, 256L << 20, Duration.ofSeconds(30));

    /// The usual share of the connections for one address.
    public LdapLimits(int connections, int messageOctets, int entries, long answerOctets, Duration idle) {
        this(connections, messageOctets, entries, answerOctets, idle, ConnectionShare.LDAP);
    }

    /// The same with another share of the connections for one address.
    public LdapLimits with(ConnectionShare share) {
        return new LdapLimits(connections, messageOctets, entries, answerOctets, idle, share);
    }

    /// Refuses what is not positive.
    public LdapLimits {
        if (Math.min(Math.min(connections, messageOctets), entries) < 1 || answerOctets < 1 || !idle.isPositive()) {
            throw new IllegalArgumentException("every limit is positive");
        }
    }
}
