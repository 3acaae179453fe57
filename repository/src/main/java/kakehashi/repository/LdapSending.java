package kakehashi.repository;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the memory of all large entries that are on their way: the library encodes an entry whole, so that a
/// thousand clients who ask for a CRL of 46 MB and do not read would take 46 GB. Small entries go out whatever
/// happens.
final class LdapSending {
    private static final int SMALL = 64 * 1024;
    private static final int UNIT = 1024;
    private static final int HEAD = 6;
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
        long octets = octets(entry);
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

    /// Sends an entry that is encoded already, and what follows it, by one gathering write. All who are sent it
    /// share the octets, so that it needs no room of its own.
    ///
    /// @param operation the operation without its message, outside the heap
    static void sendPrepared(
            LDAPListenerClientConnection client, int id, ByteBuffer operation, List<LDAPMessage> following)
            throws LDAPException {
        byte[] number = new ASN1Integer(id).encode();
        // RFC 4511 §4.1.1: "LDAPMessage ::= SEQUENCE { messageID MessageID, protocolOp CHOICE …"; a length of four.
        ByteBuffer head = ByteBuffer.allocate(HEAD + number.length)
                .put((byte) 0x30)
                .put((byte) 0x84)
                .putInt(number.length + operation.remaining())
                .put(number)
                .flip();
        List<ByteBuffer> all = new ArrayList<>(List.of(head, operation));
        following.forEach(message -> all.add(ByteBuffer.wrap(message.encode().encode())));
        // The library sends under the same lock.
        synchronized (client) {
            write(client.getSocket().getChannel(), all.toArray(ByteBuffer[]::new));
        }
    }

    private static void write(SocketChannel channel, ByteBuffer[] all) throws LDAPException {
        try {
            while (all[all.length - 1].hasRemaining()) {
                channel.write(all);
            }
        } catch (IOException e) {
            throw new LDAPException(ResultCode.SERVER_DOWN, e);
        }
    }

    /// The octets of all values of an entry.
    static long octets(SearchResultEntryProtocolOp entry) {
        return entry.getAttributes().stream()
                .map(Attribute::getRawValues)
                .flatMap(Arrays::stream)
                .mapToLong(value -> value.getValueLength())
                .sum();
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
