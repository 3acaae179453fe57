package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import kakehashi.contract.Batch;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapTest {
    private static final Path SLAPD = Path.of("/usr/sbin/slapd");
    private static final String ROOT = "cn=writer,c=JP";
    private static final String CA = "OU=BridgeCA,O=Japanese Government,C=JP";

    private final List<Process> slapd = new ArrayList<>();
    private int port;
    private int tlsPort;
    private int strangePort;
    private Path authority;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SLAPD), "OpenLDAP's slapd is not installed");
        certify(folder);
        authority = folder.resolve("ca.pem");
        port = freePort();
        tlsPort = freePort();
        strangePort = freePort();
        slapd.add(start(folder, "localhost", "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + tlsPort));
        slapd.add(start(folder, "elsewhere", "ldaps://127.0.0.1:" + strangePort));
        for (int i = 0; i < 100 && !(answers(port) && answers(strangePort)); i++) {
            Thread.sleep(100);
        }
        assertThat(answers(port) && answers(strangePort))
                .as(Files.readString(folder.resolve("localhost.log")))
                .isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Process start(Path folder, String name, String urls) throws IOException {
        Path config = Files.writeString(folder.resolve(name + ".conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/%2$s.pid
                TLSCertificateFile %1$s/%2$s.pem
                TLSCertificateKeyFile %1$s/%2$s.key
                TLSVerifyClient never
                database mdb
                maxsize 104857600
                suffix "c=JP"
                rootdn "%3$s"
                rootpw secret
                directory %4$s
                """.formatted(
                        folder, name, ROOT, Files.createDirectories(folder.resolve(name))));
        return new ProcessBuilder(SLAPD.toString(), "-d", "0", "-f", config.toString(), "-h", urls)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    /// A CA, and certificates under it for the host `localhost` and for another.
    private static void certify(Path folder) throws IOException, InterruptedException {
        String key = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 ";
        String server = key + "-keyout %1$s.key -out %1$s.pem -subj /CN=server -addext subjectAltName=DNS:%1$s"
                + " -addext basicConstraints=critical,CA:FALSE -CA ca.pem -CAkey ca.key";
        for (String command : List.of(
                key + "-keyout ca.key -out ca.pem -subj /CN=CA",
                server.formatted("localhost"),
                server.formatted("elsewhere"),
                key + "-keyout strange.key -out strange.pem -subj /CN=Strange")) {
            Process openssl = new ProcessBuilder(command.split(" "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(openssl.waitFor()).as(said).isZero();
        }
    }

    private static SSLSocketFactory trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static boolean answers(int port) {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
            return connection.isConnected();
        } catch (LDAPException e) {
            return false;
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        for (Process one : slapd) {
            one.destroy();
            one.waitFor();
        }
    }

    private OutsideDirectory outside() {
        return new OutsideDirectory(
                "127.0.0.1", port, Optional.empty(), ROOT, new OutsideDirectory.Secret("secret".toCharArray()), "c=JP");
    }

    private static DirectoryPublisher publisher(int at, OutsideDirectory.Way way) {
        OutsideDirectory.Secret password = new OutsideDirectory.Secret("secret".toCharArray());
        return new DirectoryPublisher(new OutsideDirectory("localhost", at, way, ROOT, password, "c=JP"));
    }

    /// RFC 4511 §4.14, RFC 4513 §3.1.3: the server's certificate and name are judged before anything is said.
    private void isReachedByTlsOfTheNamedAuthorityAndHostOnly(PublishedScene scene)
            throws IOException, GeneralSecurityException, LDAPException {
        DirectoryTree tree = DirectoryTree.of(scene.repository.state());
        SSLSocketFactory trust = trusting(authority);
        SSLSocketFactory strange = trusting(authority.resolveSibling("strange.pem"));
        for (OutsideDirectory.Way way :
                List.of(new OutsideDirectory.Way.Ldaps(trust), new OutsideDirectory.Way.StartTls(trust))) {
            int at = way instanceof OutsideDirectory.Way.Ldaps ? tlsPort : port;
            assertThat(publisher(at, way).reconcile(tree, Repository.Reconciliation.SHOW))
                    .isEmpty();
        }
        assertRefused(publisher(strangePort, new OutsideDirectory.Way.Ldaps(trust)), tree);
        assertRefused(publisher(tlsPort, new OutsideDirectory.Way.Ldaps(strange)), tree);
        assertRefused(publisher(port, new OutsideDirectory.Way.StartTls(strange)), tree);
    }

    private static void assertRefused(DirectoryPublisher publisher, DirectoryTree tree) {
        assertThatThrownBy(() -> publisher.reconcile(tree, Repository.Reconciliation.MEND))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e -> assertThat(e.getResultCode())
                                .isIn(ResultCode.CONNECT_ERROR, ResultCode.SERVER_DOWN, ResultCode.LOCAL_ERROR));
    }

    private static List<DirectoryDifference> only(Map<String, List<DirectoryDifference>> found) {
        assertThat(found).hasSize(1);
        return found.values().iterator().next();
    }

    private static void awaitNothingToDo(Repository repository) throws InterruptedException {
        for (int i = 0;
                i < 100
                        && !only(repository.reconcile(Repository.Reconciliation.SHOW))
                                .isEmpty();
                i++) {
            Thread.sleep(100);
        }
        assertThat(only(repository.reconcile(Repository.Reconciliation.SHOW))).isEmpty();
    }

    @Test
    void isBroughtToWhatIsPublishedAndMended(@TempDir Path folder) throws Exception {
        try (PublishedScene scene = new PublishedScene(folder, List.of(outside()));
                LDAPConnection writer = new LDAPConnection("127.0.0.1", port, ROOT, "secret")) {
            awaitNothingToDo(scene.repository);
            SearchResultEntry entry = writer.getEntry(CA);
            assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                    .isEqualTo(scene.full.der().toArray());
            assertThat(entry.hasAttribute("crossCertificatePair;binary")).isTrue();
            assertThat(writer.getEntry("cn=CRL3-of-16," + CA)).isNotNull();
            assertThat(writer.getEntry("ou=ブリッジ認証局,o=日本国政府,c=JP")).isNotNull();

            assertThat(damaged(scene.repository, writer))
                    .extracting(DirectoryDifference::kind)
                    .containsExactlyInAnyOrder(DirectoryDifference.Kind.OTHER_VALUES, DirectoryDifference.Kind.MISSING);
            scene.repository.reconcile(Repository.Reconciliation.MEND);
            assertThat(only(scene.repository.reconcile(Repository.Reconciliation.MEND)))
                    .isEmpty();
            assertThat(writer.getEntry(CA).hasAttribute("crossCertificatePair;binary"))
                    .isTrue();

            isReachedByTlsOfTheNamedAuthorityAndHostOnly(scene);
            follows(scene, writer);
            leavesANewerCrlOfAnotherNode(scene, writer);
        }
    }

    /// What is seen of an attribute and an entry that somebody deleted. A round of publication that was under way
    /// may have brought them back at once; then they are deleted again.
    private static List<DirectoryDifference> damaged(Repository repository, LDAPConnection writer)
            throws LDAPException {
        List<DirectoryDifference> seen = List.of();
        for (int i = 0; i < 20 && seen.size() < 2; i++) {
            if (writer.getEntry(CA).hasAttribute("crossCertificatePair;binary")) {
                writer.modify(CA, new Modification(ModificationType.DELETE, "crossCertificatePair;binary"));
            }
            if (writer.getEntry("cn=CRL3-of-16," + CA) != null) {
                writer.delete("cn=CRL3-of-16," + CA);
            }
            seen = only(repository.reconcile(Repository.Reconciliation.SHOW));
        }
        return seen;
    }

    private static void follows(PublishedScene scene, LDAPConnection writer)
            throws LDAPException, InterruptedException {
        Crl next = scene.bridge.crl();
        Certificate post = FeedScene.post(scene.bridge);
        scene.vault.publish(scene.vault.published(post));
        scene.await();
        awaitCertificates(writer, 1);
        awaitNothingToDo(scene.repository);
        for (String name : List.of(FeedScene.POST, FeedScene.JAPANESE_POST)) {
            assertThat(writer.getEntry(name).getAttributeValueBytes("userCertificate;binary"))
                    .isEqualTo(post.der().toArray());
        }
        scene.vault.publish(
                FeedScene.revoked(post),
                scene.vault.crl(next),
                new Batch.Item.Withdrawn(new Batch.Withdrawal.Pair(FeedScene.CASE)));
        scene.await();
        awaitCertificates(writer, 0);
        awaitNothingToDo(scene.repository);
        SearchResultEntry entry = writer.getEntry(CA);
        assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                .isEqualTo(next.der().toArray());
        assertThat(entry.hasAttribute("crossCertificatePair;binary")).isFalse();
        assertThat(writer.getEntry(FeedScene.POST).hasAttribute("userCertificate;binary"))
                .isFalse();
    }

    /// A node follows its feed and its directories in threads of their own: it may have the batch and not yet work
    /// on it.
    private static void awaitCertificates(LDAPConnection writer, int count) throws LDAPException, InterruptedException {
        for (int i = 0; i < 100 && certificates(writer) != count; i++) {
            Thread.sleep(100);
        }
    }

    private static int certificates(LDAPConnection writer) throws LDAPException {
        SearchResultEntry entry = writer.getEntry(FeedScene.POST);
        return entry == null || !entry.hasAttribute("userCertificate;binary")
                ? 0
                : entry.getAttribute("userCertificate;binary").size();
    }

    private static void leavesANewerCrlOfAnotherNode(PublishedScene scene, LDAPConnection writer) throws LDAPException {
        byte[] newer = scene.bridge.crl().der().toArray();
        String attribute = "certificateRevocationList;binary";
        writer.modify(CA, new Modification(ModificationType.REPLACE, attribute, newer));
        scene.repository.reconcile(Repository.Reconciliation.MEND);
        assertThat(writer.getEntry(CA).getAttributeValueBytes(attribute)).isEqualTo(newer);
    }
}
