package kakehashi.repository;

import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of all large entries that are on their way: the library encodes an entry whole, so that a
/// thousand clients who ask for a CRL of 46 MB and do not read would take 46 GB. Small entries go out whatever
/// happens.
final class LdapSending {
    private static final int SMALL = 64 * 1024;
    private static final int UNIT = 1024;
    private static final long PATIENCE_SECONDS = 5;

    private final int units;
    private final Semaphore left;

    /// @param octets for all large entries together
    LdapSending(long octets) {
        this.units = Math.clamp(octets / UNIT, 1, Integer.MAX_VALUE);
        this.left = new Semaphore(units, true);
    }

    /// An eighth of what the process may take.
    static LdapSending ofThisProcess() {
        return new LdapSending(Runtime.getRuntime().maxMemory() / 8);
    }

    /// What sends an entry.
    @FunctionalInterface
    interface Client {
        /// Sends it.
        void send(SearchResultEntryProtocolOp entry) throws LDAPException;
    }

    /// Sends an entry when there is room for it; false when there was none for a while.
    boolean send(SearchResultEntryProtocolOp entry, Client client) throws LDAPException {
        long octets = entry.getAttributes().stream()
                .map(Attribute::getRawValues)
                .flatMap(Arrays::stream)
                .mapToLong(value -> value.getValueLength())
                .sum();
        if (octets <= SMALL) {
            client.send(entry);
            return true;
        }
        int wanted = (int) Math.min(units, octets / UNIT);
        if (!isRoomFor(wanted)) {
            return false;
        }
        try {
            client.send(entry);
            return true;
        } finally {
            left.release(wanted);
        }
    }

    private boolean isRoomFor(int wanted) {
        try {
            return left.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
