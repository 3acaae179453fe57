package kakehashi.fuzz;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.UnbindRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Batch;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Keys;
import kakehashi.contract.Position;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedBatch;
import kakehashi.repository.FeedSource;
import kakehashi.repository.InstallationPin;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositorySettings;
import kakehashi.testkit.TestKey;
import kakehashi.web.PageLayout;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// A directory with one CA in it, and what an honest client asks.
final class LdapScene implements AutoCloseable {
    private static final Id CA = Id.ofHex("000102030405060708090a0b0c0d0e0f");
    private static final String BASE = "CN=Seed CA,O=Example,C=JP";

    private final Repository repository;

    LdapScene(Path folder) {
        TestKey key = TestKey.generate(SignatureAlgorithm.ED25519);
        InstallationPin pin = pin(key);
        Batch batch = new Batch(
                pin.installation(),
                1,
                Digest.ZERO,
                new Position(11, Digest.ZERO),
                Seeds.NOW,
                List.of(new Batch.Item.Certificate(CA, Seeds.certificate().der())));
        Bytes signed = new SignedBatch(batch.der(), key.sign(batch.der())).der();
        RepositorySettings settings = new RepositorySettings(
                pin,
                folder,
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                LdapLimits.DEFAULT,
                List.of());
        repository = new Repository(settings, new Fed(signed), PageLayout.PLAIN, () -> Seeds.NOW);
        repository.catchUp();
        repository.start();
    }

    /// A vault that has said one thing.
    private record Fed(Bytes batch) implements FeedSource {
        @Override
        public News from(long number, int most) {
            return new News(number == 1 ? List.of(batch) : List.of(), Optional.empty());
        }

        @Override
        public Optional<Bytes> file(Digest digest) {
            return Optional.empty();
        }
    }

    private static InstallationPin pin(TestKey key) {
        RelyingParty party = new RelyingParty("a.invalid", "https://a.invalid");
        Genesis genesis = new Genesis(
                Bytes.wrap(new byte[Genesis.NONCE_OCTETS]),
                "fuzz",
                "fuzz.example",
                List.of(CA),
                new Keys(key.publicKey(), key.publicKey(), List.of(), List.of(key.publicKey()), 1),
                new Rules(List.of(), List.of(), party, party, party),
                List.of(),
                List.of(),
                Seeds.NOW);
        Bytes octets = genesis.der();
        Entry.Cause cause = new Entry.Cause.Genesis(Digest.of(octets));
        Bytes entry = new Entry(0, Digest.ZERO, 1, Seeds.NOW, cause, List.of()).der();
        return new InstallationPin(Digest.of(entry), entry, octets);
    }

    int port() {
        return repository.ldapPort().orElseThrow();
    }

    @Override
    public void close() {
        repository.close();
    }

    /// A read of the root.
    static byte[] read() {
        return message(1, search("", SearchScope.BASE, "(objectClass=*)"));
    }

    static Stream<byte[]> messages() {
        byte[] bind = message(1, new BindRequestProtocolOp("", ""));
        byte[] entry = message(2, search(BASE, SearchScope.BASE, "(objectClass=*)"));
        String hard = "(&(|(cn=S*ee*d)(!(o>=A)))(cACertificate;binary=*)(ou~=x)(cn:2.5.13.2:=Seed CA))";
        return Stream.of(
                joined(bind, entry, message(3, new UnbindRequestProtocolOp())),
                joined(entry, entry, message(3, search("C=JP", SearchScope.SUB, hard))),
                message(4, new CompareRequestProtocolOp(BASE, "cn", new ASN1OctetString("Seed CA"))),
                joined(message(5, new DeleteRequestProtocolOp(BASE)), message(6, new AbandonRequestProtocolOp(5))),
                message(7, new ExtendedRequestProtocolOp("1.3.6.1.4.1.1466.20037", null)));
    }

    private static SearchRequestProtocolOp search(String base, SearchScope scope, String filter) {
        try {
            return new SearchRequestProtocolOp(
                    base, scope, DereferencePolicy.NEVER, 10, 10, false, Filter.create(filter), List.of("*", "cn"));
        } catch (LDAPException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    private static byte[] message(int id, ProtocolOp operation) {
        return new LDAPMessage(id, operation, List.of(new Control("1.2.3.4")))
                .encode()
                .encode();
    }

    private static byte[] joined(byte[]... messages) {
        int length = 0;
        for (byte[] message : messages) {
            length += message.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] message : messages) {
            System.arraycopy(message, 0, whole, at, message.length);
            at += message.length;
        }
        return whole;
    }
}
