package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.contract.Batch;
import kakehashi.testkit.TestCa;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdapReceivedCertificateTest {
    /// A CA whose certificate came from a root outside: paths go through that, so people and programs must find it.
    @Test
    void hasACertificateThatARootOutsideIssuedToOurCaAndSoHasTheBundle(@TempDir Path other) throws LDAPException {
        try (PublishedScene own = new PublishedScene(other, List.of())) {
            TestCa outside = TestCa.root("CN=Outside Root,O=Outside,C=JP");
            Certificate ours = own.bridge.certificate();
            Certificate received = outside.issue(
                    new CertificateBuilder()
                            .subject(ours.subject())
                            .validity(ours.notBefore(), ours.notAfter())
                            .publicKey(ours.subjectPublicKeyInfo())
                            .subjectAltNames(ours.subjectAltNames())
                            .basicConstraints(new BasicConstraints(true, OptionalInt.empty())),
                    bent -> {});
            own.vault.publish(new Batch.Item.Certificate(FeedScene.CA, received.der()));
            own.await();
            int door = own.repository.ldapPort().orElseThrow();
            try (LDAPConnection client = new LDAPConnection("localhost", door)) {
                byte[][] found = client.getEntry("ou=BridgeCA,o=Japanese Government,c=JP")
                        .getAttributeValueByteArrays("cACertificate;binary");
                assertThat(Stream.of(found).map(Bytes::wrap)).containsExactlyInAnyOrder(ours.der(), received.der());
            }
            PublicPicture picture = own.repository.state().picture();
            CaState ca = picture.authorities().get(FeedScene.CA);
            assertThat(PublishedFiles.issuedTo(ca, picture)).contains(ours, received);
            assertThat(PublishedFiles.issuedBy(ca, picture)).doesNotContain(received);
        }
    }
}
