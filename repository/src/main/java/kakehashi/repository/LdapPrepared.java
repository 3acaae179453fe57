package kakehashi.repository;

import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/// Large entries of a tree as they go out, encoded once and outside the heap, so that nothing but the kernel copies
/// them. Of an entry there are the whole and one attribute each, whatever is asked, so that no asker makes more.
/// Safe for many threads.
final class LdapPrepared {
    private static final int LARGE = 4 * 1024;
    private static final long MOST = 64L << 20;
    private static final int MOST_READS = 1024;

    private final AtomicLong left;
    private final ToIntFunction<String> attributes;
    private final Map<Key, ByteBuffer> ready = new ConcurrentHashMap<>();
    private final Map<Read, ByteBuffer> reads = new ConcurrentHashMap<>();

    /// @param attribute empty for all of them
    private record Key(String entry, Optional<String> attribute) {}

    /// A search of base scope that nothing but the entry being there restricts.
    ///
    /// @param entry the base as the client spelt it
    private record Read(String entry, List<String> attributes) {
        private static Optional<Read> of(SearchRequestProtocolOp request) {
            Filter filter = request.getFilter();
            boolean any = filter.getFilterType() == Filter.FILTER_TYPE_PRESENCE
                    && filter.getAttributeName().equalsIgnoreCase("objectClass");
            return any && request.getScope().equals(SearchScope.BASE) && !request.typesOnly()
                    ? Optional.of(new Read(request.getBaseDN(), request.getAttributes()))
                    : Optional.empty();
        }
    }

    /// @param octets the most that is kept
    /// @param attributes how many attributes the entry of a name has
    LdapPrepared(long octets, ToIntFunction<String> attributes) {
        this.left = new AtomicLong(octets);
        this.attributes = attributes;
    }

    /// A sixteenth of what the process may take, and never more than 64 MiB.
    static LdapPrepared ofThisProcess(ToIntFunction<String> attributes) {
        return new LdapPrepared(Math.min(MOST, Runtime.getRuntime().maxMemory() / 16), attributes);
    }

    /// The operation's octets; empty for what is small, for another choice of attributes, and when there is no
    /// room.
    Optional<ByteBuffer> find(SearchResultEntryProtocolOp entry) {
        boolean one = entry.getAttributes().size() == 1;
        long octets = LdapSending.octets(entry);
        if (octets <= LARGE || !one && entry.getAttributes().size() != attributes.applyAsInt(entry.getDN())) {
            return Optional.empty();
        }
        Optional<String> attribute =
                one ? Optional.of(entry.getAttributes().getFirst()).map(Attribute::getName) : Optional.empty();
        Key key = new Key(entry.getDN(), attribute);
        ByteBuffer found = ready.get(key);
        if (found == null && octets < left.get()) {
            found = ready.computeIfAbsent(key, missing -> encoded(entry));
        }
        return Optional.ofNullable(found).map(ByteBuffer::duplicate);
    }

    /// The one entry that answered the same request before.
    Optional<ByteBuffer> known(SearchRequestProtocolOp request) {
        return Read.of(request).map(reads::get).map(ByteBuffer::duplicate);
    }

    /// Keeps what answered a request as its one entry.
    void remember(SearchRequestProtocolOp request, ByteBuffer operation) {
        Read.of(request).ifPresent(read -> {
            if (reads.size() >= MOST_READS) {
                reads.clear();
            }
            reads.put(read, operation.duplicate());
        });
    }

    private ByteBuffer encoded(SearchResultEntryProtocolOp entry) {
        byte[] octets = entry.encodeProtocolOp().encode();
        left.addAndGet(-octets.length);
        return ByteBuffer.allocateDirect(octets.length).put(octets).flip().asReadOnlyBuffer();
    }
}
