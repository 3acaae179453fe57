package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates of end entities from the feed to the disk of a node and back.
class CertificateShelfTest {
    @TempDir
    Path folder;

    private Instant now = FeedScene.NOW;
    private final InstantSource clock = () -> now;
    private final FeedScene vault = new FeedScene();
    private final TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");

    private FeedFollower follower() {
        return new FeedFollower(vault.pin, folder, vault, clock);
    }

    /// RFC 4523 §4.1 and §5.1, for an end entity: under its name, and under its Japanese one.
    @Test
    void rfc4523_5_1_areEntriesOfADirectory() throws Exception {
        Certificate post = FeedScene.post(ca);
        FeedFollower follower = follower();
        vault.publish(FeedScene.certificate(ca), vault.published(post));
        follower.poll();
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (LdapDoor door = new LdapDoor(follower.state(), free, LdapLimits.DEFAULT);
                LDAPConnection client = new LDAPConnection("localhost", door.port())) {
            for (String name : List.of(FeedScene.POST.toLowerCase(Locale.ROOT), FeedScene.JAPANESE_POST)) {
                SearchResultEntry entry = client.getEntry(name);
                assertThat(entry.getObjectClassValues()).contains("pkiUser", "top");
                assertThat(entry.getAttributeValueBytes(DirectoryTree.USER_CERTIFICATE))
                        .isEqualTo(post.der().toArray());
            }
            SearchResultEntry above = client.getEntry("OU=Section,OU=Ministry,O=Japanese Government,C=JP");
            assertThat(above.getObjectClassValues()).contains("organizationalUnit");
            assertThat(found(client, "O=Japanese Government,C=JP", SearchScope.SUB, "(userCertificate=*)"))
                    .containsExactly(FeedScene.POST);
            assertThat(found(client, "OU=Ministry,O=Japanese Government,C=JP", SearchScope.ONE, "(objectClass=*)"))
                    .hasSize(1);
            isReadByLdapsearch(door.port(), post);
        }
        follower.close();
    }

    private static List<String> found(LDAPConnection client, String base, SearchScope scope, String filter)
            throws LDAPException {
        return client.search(base, scope, filter, "1.1").getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    private static void isReadByLdapsearch(int port, Certificate post) throws IOException, InterruptedException {
        Path tool = Path.of("/usr/bin/ldapsearch");
        assumeTrue(Files.isExecutable(tool), "ldapsearch is not installed (package ldap-utils)");
        List<String> command = new ArrayList<>(List.of(tool.toString(), "-x", "-LLL", "-o", "ldif-wrap=no"));
        command.addAll(List.of("-H", "ldap://localhost:" + port, "-s", "base", "-b", FeedScene.POST));
        command.add(DirectoryTree.USER_CERTIFICATE);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        String base64 = Base64.getEncoder().encodeToString(post.der().toArray());
        assertThat(out).contains("userCertificate;binary:: " + base64);
    }

    private static boolean shows(FeedFollower follower, Certificate one) {
        boolean byNumber =
                follower.state().shelf().find(FeedScene.CA, one.serialNumber()).equals(java.util.Optional.of(one));
        DN name = DirectoryTree.dn(one.subject());
        boolean byName = DirectoryTree.of(follower.state())
                .find(name)
                .filter(entry -> entry.hasAttributeValue(
                        DirectoryTree.USER_CERTIFICATE, one.der().toArray()))
                .isPresent();
        assertThat(byName).isEqualTo(byNumber);
        return byNumber;
    }

    @Test
    void showsWhatIsPublishedAndInForce() {
        Certificate post = FeedScene.post(ca);
        Certificate renewed = FeedScene.post(ca);
        Certificate held = ca.issueEndEntity("CN=Held,O=Test,C=JP").certificate();
        Certificate silent = ca.issueEndEntity("CN=Silent,O=Test,C=JP").certificate();
        FeedFollower follower = follower();
        vault.publish(
                FeedScene.certificate(ca), vault.published(post), vault.published(renewed), vault.published(held));
        vault.publish(
                new kakehashi.contract.Batch.Item.Status(
                        FeedScene.CA, held.serialNumber(), new Change.Held(FeedScene.NOW)),
                new kakehashi.contract.Batch.Item.Status(
                        FeedScene.CA,
                        silent.serialNumber(),
                        new Change.Issued(Digest.of(silent.der()), silent.notAfter())));
        follower.poll();
        assertThat(follower.fault()).isEmpty();
        assertThat(shows(follower, post) && shows(follower, renewed) && shows(follower, held))
                .isTrue();
        assertThat(shows(follower, silent)).isFalse();
        vault.publish(FeedScene.revoked(post));
        follower.poll();
        assertThat(shows(follower, post)).isFalse();
        assertThat(shows(follower, renewed)).isTrue();
        now = renewed.notAfter().plusSeconds(1);
        assertThat(shows(follower, renewed)).isFalse();
        follower.close();
    }

    @Test
    void tellsThemAgainFromItsDiskWithoutTheDatabase() throws IOException {
        Certificate first = FeedScene.post(ca);
        Certificate second = FeedScene.post(ca);
        Certificate third = FeedScene.post(ca);
        FeedFollower before = follower();
        vault.publish(FeedScene.certificate(ca), vault.published(first), vault.published(third));
        before.poll();
        before.close();
        FeedFollower killed = follower();
        vault.publish(vault.published(second), FeedScene.revoked(third));
        killed.poll();
        // It ends without a word, in the middle of the next record.
        Path file = folder.resolve("certificates/certificates-0");
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.seek(torn.length());
            torn.writeInt(900);
        }
        vault.away = true;
        FeedFollower after = follower();
        assertThat(shows(after, first) && shows(after, second)).isTrue();
        assertThat(shows(after, third)).isFalse();
        after.close();
        Files.delete(folder.resolve("snapshot"));
        FeedFollower again = follower();
        assertThat(shows(again, first) && shows(again, second))
                .as("from batches")
                .isTrue();
        again.close();
        Files.delete(file);
        vault.away = false;
        FeedFollower last = follower();
        last.poll();
        assertThat(shows(last, first) && shows(last, second))
                .as("from the feed")
                .isTrue();
        last.close();
    }

    @Test
    void showsNothingButWhatABatchNamed() {
        Certificate post = FeedScene.post(ca);
        vault.publish(FeedScene.certificate(ca), vault.published(post));
        vault.files.put(Digest.of(post.der()), FeedScene.post(ca).der());
        FeedFollower follower = follower();
        assertThat(follower.poll()).isFalse();
        assertThat(follower.fault().orElseThrow()).contains("is not what was named");
        vault.files.clear();
        now = now.plusSeconds(2);
        follower.poll();
        assertThat(follower.fault().orElseThrow()).contains("was named and is not there");
        vault.files.put(Digest.of(post.der()), post.der());
        now = now.plusSeconds(2);
        follower.poll();
        assertThat(follower.fault()).isEmpty();
        assertThat(shows(follower, post)).isTrue();
        follower.close();
    }

    @Test
    void aFileOfThoseThatAreGoneIsCopiedWithoutThem() throws LDAPException {
        CertificateShelf shelf = new CertificateShelf(java.util.Optional.of(folder), clock);
        Certificate kept = FeedScene.post(ca);
        byte[] large = new byte[900_000];
        for (int i = 0; i < 40; i++) {
            Bytes notice = Bytes.wrap(large);
            Certificate one = i == 20 ? kept : large(i, notice);
            CertificateIndex.Key key = new CertificateIndex.Key(FeedScene.CA, one.serialNumber());
            shelf.await(key, Digest.of(one.der()));
            assertThat(shelf.put(key, one.der())).isEmpty();
            if (i != 20) {
                shelf.remove(key);
            }
        }
        ShelfContent content = shelf.content();
        shelf.close();
        CertificateShelf next = new CertificateShelf(java.util.Optional.of(folder), clock);
        assertThat(next.has(content)).isTrue();
        next.restore(content);
        assertThat(next.settle()).isTrue();
        next.sweep();
        assertThat(next.find(FeedScene.CA, kept.serialNumber())).contains(kept);
        assertThat(next.of(new DN(FeedScene.JAPANESE_POST))).containsExactly(kept);
        assertThat(next.below(new DN("C=JP"), SearchScope.SUB, 10)).hasSize(2);
        assertThat(folder.resolve("certificates-0")).doesNotExist();
        assertThat(next.content().length()).isLessThan(3_000);
        next.close();
    }

    private Certificate large(int number, Bytes notice) {
        return ca.issueEndEntity(
                        "CN=%d,O=Test,C=JP".formatted(number),
                        c -> c.extension(new kakehashi.x509.Extension(kakehashi.x509.Oid.of("2.999.1"), false, notice)))
                .certificate();
    }

    @Test
    void takesAtMost32OctetsForANumberAndForAName() throws IOException {
        PlaceTable table = new PlaceTable();
        Random random = new Random(5);
        long[] hashes = random.longs(1_000_000).toArray();
        for (int i = 0; i < hashes.length; i++) {
            table.put(hashes[i], i);
            boolean small = i < 100_000 || i % 50_000 != 0;
            assertThat(small || table.octets() <= 32L * table.size()).isTrue();
        }
        table.put(hashes[7], 99);
        assertThat(table.places(hashes[7])).containsExactly(7, 99);
        table.remove(hashes[7], 7);
        assertThat(table.places(hashes[7])).containsExactly(99);
        assertThat(table.places(1)).isEmpty();
        long from = System.nanoTime();
        java.io.ByteArrayOutputStream octets = new java.io.ByteArrayOutputStream();
        table.write(new StateFields(new java.io.DataOutputStream(octets)));
        PlaceTable read =
                PlaceTable.read(new java.io.DataInputStream(new java.io.ByteArrayInputStream(octets.toByteArray())));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
        assertThat(read.size()).isEqualTo(table.size());
        assertThat(read.places(hashes[999])).containsExactly(999);
    }
}
