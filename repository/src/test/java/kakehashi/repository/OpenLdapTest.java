package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Batch;
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

    private Process slapd;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SLAPD), "OpenLDAP's slapd is not installed");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = Files.createDirectories(folder.resolve("data"));
        Path config = Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %s/slapd.pid
                database mdb
                maxsize 104857600
                suffix "c=JP"
                rootdn "%s"
                rootpw secret
                directory %s
                """.formatted(folder, ROOT, data));
        slapd = new ProcessBuilder(
                        SLAPD.toString(), "-d", "0", "-f", config.toString(), "-h", "ldap://127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 100 && !answers(); i++) {
            Thread.sleep(100);
        }
        assertThat(answers()).as(Files.readString(folder.resolve("log"))).isTrue();
    }

    private boolean answers() {
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
            return connection.isConnected();
        } catch (LDAPException e) {
            return false;
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (slapd != null) {
            slapd.destroy();
            slapd.waitFor();
        }
    }

    private OutsideDirectory outside() {
        return new OutsideDirectory(
                "127.0.0.1", port, Optional.empty(), ROOT, new OutsideDirectory.Secret("secret".toCharArray()), "c=JP");
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
    void isBroughtToWhatIsPublishedAndMended(@TempDir Path folder) throws LDAPException, InterruptedException {
        try (PublishedScene scene = new PublishedScene(folder, List.of(outside()));
                LDAPConnection writer = new LDAPConnection("127.0.0.1", port, ROOT, "secret")) {
            awaitNothingToDo(scene.repository);
            SearchResultEntry entry = writer.getEntry(CA);
            assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                    .isEqualTo(scene.full.der().toArray());
            assertThat(entry.hasAttribute("crossCertificatePair;binary")).isTrue();
            assertThat(writer.getEntry("cn=CRL3-of-16," + CA)).isNotNull();
            assertThat(writer.getEntry("ou=ブリッジ認証局,o=日本国政府,c=JP")).isNotNull();

            writer.modify(CA, new Modification(ModificationType.DELETE, "crossCertificatePair;binary"));
            writer.delete("cn=CRL3-of-16," + CA);
            assertThat(only(scene.repository.reconcile(Repository.Reconciliation.SHOW)))
                    .extracting(DirectoryDifference::kind)
                    .containsExactlyInAnyOrder(DirectoryDifference.Kind.OTHER_VALUES, DirectoryDifference.Kind.MISSING);
            scene.repository.reconcile(Repository.Reconciliation.MEND);
            assertThat(only(scene.repository.reconcile(Repository.Reconciliation.MEND)))
                    .isEmpty();
            assertThat(writer.getEntry(CA).hasAttribute("crossCertificatePair;binary"))
                    .isTrue();

            follows(scene, writer);
            leavesANewerCrlOfAnotherNode(scene, writer);
        }
    }

    private static void follows(PublishedScene scene, LDAPConnection writer)
            throws LDAPException, InterruptedException {
        Crl next = scene.bridge.crl();
        scene.vault.publish(scene.vault.crl(next), new Batch.Item.Withdrawn(new Batch.Withdrawal.Pair(FeedScene.CASE)));
        scene.await();
        awaitNothingToDo(scene.repository);
        SearchResultEntry entry = writer.getEntry(CA);
        assertThat(entry.getAttributeValueBytes("certificateRevocationList;binary"))
                .isEqualTo(next.der().toArray());
        assertThat(entry.hasAttribute("crossCertificatePair;binary")).isFalse();
    }

    private static void leavesANewerCrlOfAnotherNode(PublishedScene scene, LDAPConnection writer) throws LDAPException {
        byte[] newer = scene.bridge.crl().der().toArray();
        String attribute = "certificateRevocationList;binary";
        writer.modify(CA, new Modification(ModificationType.REPLACE, attribute, newer));
        scene.repository.reconcile(Repository.Reconciliation.MEND);
        assertThat(writer.getEntry(CA).getAttributeValueBytes(attribute)).isEqualTo(newer);
    }
}
