package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Entries that are encoded once.
final class LdapPreparedTest {
    private static final Attribute CLASS = new Attribute("objectClass", "top", "pkiCA");
    private static final Attribute LIST = new Attribute(DirectoryTree.CRL, new byte[100_000]);

    private static SearchResultEntryProtocolOp entry(Attribute... attributes) {
        return new SearchResultEntryProtocolOp("ou=CA,c=JP", java.util.List.of(attributes));
    }

    private static LdapPrepared prepared(long octets) {
        return new LdapPrepared(octets, name -> 3);
    }

    @Test
    void givesTheOctetsThatTheLibraryWouldSendAndTheSameOnesAgain() {
        LdapPrepared prepared = prepared(1 << 20);
        SearchResultEntryProtocolOp one = entry(LIST);
        ByteBuffer first = prepared.find(one).orElseThrow();
        assertThat(first).isEqualTo(ByteBuffer.wrap(one.encodeProtocolOp().encode()));
        // Whoever sends it moves its own position only.
        first.position(first.limit());
        assertThat(prepared.find(entry(LIST)).orElseThrow().remaining()).isEqualTo(first.limit());
        assertThat(first.isDirect()).isTrue();
    }

    @Test
    void keepsWholeEntriesAndSingleAttributesOnly() {
        LdapPrepared prepared = prepared(1 << 20);
        Attribute other = new Attribute("ou", "CA");
        assertThat(prepared.find(entry(CLASS, other, LIST))).isPresent();
        assertThat(prepared.find(entry(CLASS, LIST))).isEmpty();
        assertThat(prepared.find(entry(CLASS))).isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() {
        LdapPrepared prepared = prepared(150_000);
        assertThat(prepared.find(entry(LIST))).isPresent();
        Optional<ByteBuffer> another = prepared.find(entry(new Attribute(DirectoryTree.ARL, new byte[100_000])));
        assertThat(another).isEmpty();
    }
}
