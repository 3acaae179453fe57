package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.LDAPCertStoreParameters;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLSelector;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.DerWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapDoorTest {
    private static final String CA = "ou=bridgeca, o=japanese  government, c=jp";

    private PublishedScene scene;
    private Crl delta;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = new PublishedScene(folder, List.of());
        delta = scene.bridge.deltaCrl(scene.full, list -> list.revoke(FeedScene.serial(78), FeedScene.NOW));
        scene.vault.publish(FeedScene.issued(78), scene.vault.crl(delta));
        scene.await();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private int port() {
        return scene.repository.ldapPort().orElseThrow();
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection("localhost", port());
    }

    @Test
    void hasTheAttributesOfRfc4523() throws LDAPException {
        try (LDAPConnection client = connect()) {
            SearchResultEntry entry = client.getEntry(CA);
            assertThat(entry.getObjectClassValues()).contains("pkiCA", "organizationalUnit", "top");
            assertThat(entry.getAttributeValueBytes("cACertificate;binary"))
                    .isEqualTo(scene.bridge.certificate().der().toArray());
            assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                    .isEqualTo(scene.full.der().toArray());
            byte[] pair = entry.getAttributeValueBytes("crossCertificatePair;binary");
            CrossCertificatePair parsed =
                    CrossCertificatePair.parse(Bytes.wrap(pair)).orElseThrow();
            assertThat(parsed.issuedToThisCa().orElseThrow().issuer()).isEqualTo(scene.partner.name());
            assertThat(parsed.issuedByThisCa()).isPresent();
            assertThat(entry.getAttributeValueBytes("authorityRevocationList;binary"))
                    .isEqualTo(scene.authorities.der().toArray());
        }
    }

    @Test
    void rfc4523_4_6_hasTheDeltaBesideTheListThatItBelongsTo() throws LDAPException {
        try (LDAPConnection client = connect()) {
            for (String name : List.of(CA, "ou=ブリッジ認証局,o=日本国政府,c=JP")) {
                SearchResultEntry entry = client.getEntry(name);
                assertThat(entry.getObjectClassValues()).contains("pkiCA", "deltaCRL");
                assertThat(entry.getAttribute("deltaRevocationList;binary").size())
                        .isEqualTo(1);
                assertThat(entry.getAttributeValueBytes("deltaRevocationList;binary"))
                        .isEqualTo(delta.der().toArray());
                assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                        .isEqualTo(scene.full.der().toArray());
            }
            assertThat(client.search("c=JP", SearchScope.SUB, "(objectClass=deltaCRL)", "deltaRevocationList")
                            .getSearchEntries())
                    .hasSize(2)
                    .allMatch(entry -> entry.hasAttribute("deltaRevocationList;binary"));
        }
    }

    @Test
    void hasAnEntryForADistributionPointAndOneInJapanese() throws LDAPException {
        try (LDAPConnection client = connect()) {
            SearchResultEntry shard = client.getEntry("cn=CRL3-of-16," + CA);
            assertThat(shard.getObjectClassValues()).contains("cRLDistributionPoint");
            assertThat(shard.getAttributeValueBytes("certificateRevocationList;binary"))
                    .isEqualTo(scene.shard.der().toArray());
            SearchResultEntry japanese = client.getEntry("ou=ブリッジ認証局,o=日本国政府,c=JP");
            assertThat(japanese.getAttributeValueBytes("cACertificate;binary"))
                    .isEqualTo(scene.bridge.certificate().der().toArray());
            assertThat(client.getEntry(CA).getAttributeValue("ou;lang-ja")).isEqualTo("ブリッジ認証局");
        }
    }

    @Test
    void searchesAsRfc4511Has() throws LDAPException {
        try (LDAPConnection client = connect()) {
            assertThat(client.search("c=JP", SearchScope.SUB, "(cACertificate=*)", "cACertificate")
                            .getSearchEntries())
                    .hasSize(2)
                    .allMatch(e -> e.hasAttribute("cACertificate;binary") && !e.hasAttribute("ou"));
            assertThat(client.search("c=JP", SearchScope.ONE, "(objectClass=*)", "1.1")
                            .getEntryCount())
                    .isEqualTo(2);
            assertThat(client.getRootDSE().getNamingContextDNs()).containsExactly("C=JP");
            assertThatThrownBy(() -> client.search("ou=nobody,o=Japanese Government,c=JP", SearchScope.BASE, "(a=*)"))
                    .isInstanceOfSatisfying(LDAPSearchException.class, e -> {
                        assertThat(e.getResultCode()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
                        assertThat(e.getMatchedDN()).isEqualToIgnoringCase("o=Japanese Government,c=JP");
                    });
            SearchRequest one = new SearchRequest("c=JP", SearchScope.SUB, "(objectClass=*)");
            one.setSizeLimit(1);
            assertThatThrownBy(() -> client.search(one))
                    .isInstanceOfSatisfying(
                            LDAPSearchException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED));
        }
    }

    @Test
    void isForAnonymousReadersOnly() throws LDAPException {
        try (LDAPConnection client = connect()) {
            assertThat(client.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThatThrownBy(() -> client.bind(CA, "secret"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS));
            assertThatThrownBy(() -> client.delete(CA)).hasMessageContaining("reading");
            assertThatThrownBy(
                            () -> client.modify(CA, new Modification(ModificationType.DELETE, "cACertificate;binary")))
                    .hasMessageContaining("reading");
            SearchRequest critical = new SearchRequest(CA, SearchScope.BASE, "(objectClass=*)");
            critical.addControl(new Control("1.2.3.4", true));
            assertThatThrownBy(() -> client.search(critical))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION));
        }
    }

    @Test
    void closesOnARequestThatIsTooLong() throws LDAPException {
        try (LDAPConnection client = connect()) {
            assertThatThrownBy(() -> client.search(
                            "c=JP", SearchScope.BASE, Filter.createEqualityFilter("ou", "x".repeat(20_000))))
                    .isInstanceOf(LDAPException.class);
        }
        try (LDAPConnection client = connect()) {
            SearchResult again = client.search("c=JP", SearchScope.BASE, "(objectClass=*)");
            assertThat(again.getEntryCount()).isEqualTo(1);
        }
    }

    /// The octets of a search whose filter is negated so often; the library's own client overflows when it makes
    /// one.
    private static Bytes negated(int depth) {
        Bytes filter = DerWriter.write(w -> w.value(0x87, Bytes.wrap("objectClass".getBytes(StandardCharsets.UTF_8))));
        for (int i = 0; i < depth; i++) {
            Bytes inner = filter;
            filter = DerWriter.write(w -> w.constructed(0xa2, s -> s.raw(inner)));
        }
        Bytes whole = filter;
        return DerWriter.write(w -> w.sequence(message -> {
            message.integer(1);
            message.constructed(0x63, search -> {
                search.octetString(Bytes.wrap("c=JP".getBytes(StandardCharsets.UTF_8)));
                search.raw(Bytes.ofHex("0a01020a0100020100020100010100"));
                search.raw(whole);
                search.sequence(attributes -> {});
            });
        }));
    }

    private int firstOctetAfter(Bytes message) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(message.toArray());
            return socket.getInputStream().read();
        }
    }

    private String allAfter(Bytes message) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(message.toArray());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void breaksOffWhatNestsTooDeepAndLosesNoConnectionByIt() throws Exception {
        assertThat(firstOctetAfter(negated(20))).isEqualTo(0x30);
        Bytes deep = negated(2_000);
        for (int i = 0; i < 5; i++) {
            // RFC 4511 §4.4.1, the notice of disconnection, and the end.
            assertThat(allAfter(deep)).contains("1.3.6.1.4.1.1466.20036");
        }
        try (LDAPConnection client = connect()) {
            assertThat(client.search("c=JP", SearchScope.BASE, "(objectClass=*)")
                            .getEntryCount())
                    .isEqualTo(1);
        }
        assertThat(LdapLimits.DEFAULT.messageOctets()).isGreaterThan(deep.length());
    }

    @Test
    void followsLengthsOfEveryForm() throws IOException {
        Bytes honest = negated(20);
        Bytes twice = DerWriter.write(w -> w.raw(honest).raw(honest));
        for (int piece : new int[] {1, 7, 4096}) {
            LdapNesting in = new LdapNesting(new ByteArrayInputStream(twice.toArray()));
            byte[] read = new byte[2 * honest.length()];
            int at = 0;
            while (at < read.length) {
                at += in.read(read, at, Math.min(piece, read.length - at));
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(Bytes.wrap(read)).isEqualTo(twice);
        }
        assertThatThrownBy(() ->
                        new LdapNesting(new ByteArrayInputStream(new byte[] {0x30, (byte) 0x80})).readAllBytes())
                .isInstanceOf(IOException.class);
        byte[] deep = negated(40).toArray();
        assertThatThrownBy(() -> new LdapNesting(new ByteArrayInputStream(deep)).readAllBytes())
                .hasMessageContaining("levels");
    }

    @Test
    void rfc4511_4_5_1_7_whatIsUndefinedSelectsNothing() throws LDAPException {
        try (LDAPConnection client = connect()) {
            byte[] own = scene.bridge.certificate().der().toArray();
            assertThat(found(client, Filter.createEqualityFilter("cACertificate;binary", own)))
                    .isEqualTo(2);
            own[own.length - 1] ^= 1;
            assertThat(found(client, Filter.createEqualityFilter("cACertificate;binary", own)))
                    .isZero();
            assertThat(found(client, Filter.create("(cACertificate=*a*)"))).isZero();
            assertThat(found(client, Filter.create("(!(cACertificate=*a*))"))).isZero();
            assertThat(found(client, Filter.create("(!(ou:caseExactMatch:=x))")))
                    .isZero();
            assertThat(found(client, Filter.create("(|(cACertificate=*a*)(ou=bridgeca))")))
                    .isEqualTo(1);
            assertThat(found(client, Filter.create("(&(!(ou=x))(ou=Bridge*))"))).isEqualTo(1);
        }
    }

    private static int found(LDAPConnection client, Filter filter) throws LDAPException {
        return client.search("c=JP", SearchScope.SUB, filter, "1.1").getEntryCount();
    }

    @Test
    void takesNoFilterOrListOfManyParts() throws LDAPException {
        try (LDAPConnection client = connect()) {
            List<Filter> many = Collections.nCopies(LdapSearch.MOST_PARTS, Filter.create("(ou=x)"));
            assertThatThrownBy(() -> client.search("c=JP", SearchScope.SUB, Filter.createORFilter(many)))
                    .isInstanceOfSatisfying(
                            LDAPSearchException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED));
            String[] names =
                    Collections.nCopies(LdapSearch.MOST_PARTS + 1, "ou").toArray(String[]::new);
            assertThatThrownBy(() -> client.search("c=JP", SearchScope.SUB, "(ou=*)", names))
                    .isInstanceOfSatisfying(
                            LDAPSearchException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED));
        }
    }

    @Test
    void takesNoNameThatCostsMoreThanItIsLong() throws LDAPException {
        String name = "ou" + ";a".repeat(5_000);
        try (LDAPConnection client = connect()) {
            assertThatThrownBy(() -> client.search("c=JP", SearchScope.SUB, Filter.createPresenceFilter(name)))
                    .hasFieldOrPropertyWithValue("resultCode", ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThatThrownBy(() -> client.search("ou=a,".repeat(2_500) + "c=JP", SearchScope.SUB, "(ou=*)"))
                    .hasFieldOrPropertyWithValue("matchedDN", "c=JP");
        }
    }

    @Test
    void sendsSmallEntriesWhileThereIsNoRoomForLargeOnes() throws Exception {
        LdapSending sending = new LdapSending(100 * 1024);
        SearchResultEntryProtocolOp large = entry(80 * 1024);
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Thread slow = Thread.startVirtualThread(() -> {
            try {
                sending.send(large, one -> {
                    sent.countDown();
                    awaitQuietly(read);
                });
            } catch (LDAPException e) {
                throw new IllegalStateException(e);
            }
        });
        sent.await();
        assertThat(sending.send(entry(100), one -> {})).isTrue();
        Thread.currentThread().interrupt();
        assertThat(sending.send(large, one -> {}))
                .as("closing, so without waiting")
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
        read.countDown();
        slow.join();
        assertThat(sending.send(large, one -> {})).isTrue();
        assertThat(sending.send(entry(500 * 1024), one -> {}))
                .as("larger than all room")
                .isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SearchResultEntryProtocolOp entry(int octets) {
        Attribute list = new Attribute("certificateRevocationList;binary", new byte[octets]);
        return new SearchResultEntryProtocolOp(CA, List.of(list));
    }

    @Test
    void isReadByTheCertStoreOfTheJdk() throws GeneralSecurityException, IOException {
        CertStore store = CertStore.getInstance("LDAP", new LDAPCertStoreParameters("localhost", port()));
        X509CertSelector ca = new X509CertSelector();
        ca.setSubject(scene.bridge.name().der().toArray());
        ca.setBasicConstraints(0);
        assertThat(store.getCertificates(ca)).isNotEmpty();
        X509Certificate issuer = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        scene.bridge.certificate().der().toArray()));
        X509CRLSelector lists = new X509CRLSelector();
        lists.addIssuer(issuer.getSubjectX500Principal());
        assertThat(store.getCRLs(lists))
                .anySatisfy(crl -> assertThat(((X509CRL) crl).getEncoded())
                        .isEqualTo(scene.full.der().toArray()));
    }

    @Test
    void isReadByLdapsearch() throws IOException, InterruptedException {
        Path tool = Path.of("/usr/bin/ldapsearch");
        assumeTrue(Files.isExecutable(tool), "ldapsearch is not installed (package ldap-utils)");
        Process process = new ProcessBuilder(
                        tool.toString(),
                        "-x",
                        "-LLL",
                        "-o",
                        "ldif-wrap=no",
                        "-H",
                        "ldap://localhost:" + port(),
                        "-s",
                        "base",
                        "-b",
                        "ou=BridgeCA,o=Japanese Government,c=JP",
                        "certificateRevocationList;binary")
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        String base64 =
                java.util.Base64.getEncoder().encodeToString(scene.full.der().toArray());
        assertThat(out).contains("certificateRevocationList;binary:: " + base64);
    }
}
