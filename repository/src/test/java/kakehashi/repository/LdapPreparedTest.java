package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
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

    private static SearchRequestProtocolOp read(SearchScope scope, String filter, TypesWanted types) {
        try {
            return new SearchRequestProtocolOp(
                    "ou=CA,c=JP",
                    scope,
                    DereferencePolicy.NEVER,
                    0,
                    0,
                    types == TypesWanted.ONLY,
                    Filter.create(filter),
                    java.util.List.of(DirectoryTree.CRL));
        } catch (LDAPException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private enum TypesWanted {
        ONLY,
        WITH_VALUES
    }

    @Test
    void remembersWhatAnsweredAReadThatNothingElseRestricts() {
        LdapPrepared prepared = prepared(1 << 20);
        ByteBuffer answer = prepared.find(entry(LIST)).orElseThrow();
        prepared.remember(read(SearchScope.BASE, "(objectClass=*)", TypesWanted.WITH_VALUES), answer);
        assertThat(prepared.known(read(SearchScope.BASE, "(objectclass=*)", TypesWanted.WITH_VALUES)))
                .contains(answer);
        prepared.remember(read(SearchScope.SUB, "(objectClass=*)", TypesWanted.WITH_VALUES), answer);
        prepared.remember(read(SearchScope.BASE, "(ou=CA)", TypesWanted.WITH_VALUES), answer);
        prepared.remember(read(SearchScope.BASE, "(objectClass=*)", TypesWanted.ONLY), answer);
        assertThat(prepared.known(read(SearchScope.SUB, "(objectClass=*)", TypesWanted.WITH_VALUES)))
                .isEmpty();
        assertThat(prepared.known(read(SearchScope.BASE, "(ou=CA)", TypesWanted.WITH_VALUES)))
                .isEmpty();
        assertThat(prepared.known(read(SearchScope.BASE, "(objectClass=*)", TypesWanted.ONLY)))
                .isEmpty();
    }

    @Test
    void keepsNoMoreThanItMay() {
        LdapPrepared prepared = prepared(150_000);
        assertThat(prepared.find(entry(LIST))).isPresent();
        Optional<ByteBuffer> another = prepared.find(entry(new Attribute(DirectoryTree.ARL, new byte[100_000])));
        assertThat(another).isEmpty();
    }
}
