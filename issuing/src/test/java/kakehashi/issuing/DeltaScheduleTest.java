package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kakehashi.contract.Batch;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.OrderKind;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.Feed;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deltas, on schedule and by order, from the settings of a CA to those who rely on them.
class DeltaScheduleTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    Path folder;

    private static CertificateProfile profile() {
        String text =
                new String(ShippedProfiles.text(ProfileKind.INTERNET_SERVER).toArray(), StandardCharsets.UTF_8);
        String bent = text.replace("[crlDistributionPoints]", "[crlDistributionPoints]\nfreshest = true");
        return CertificateProfile.read(Bytes.wrap(bent.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    @Test
    void comeBetweenTheListsAndAreFollowed() throws IOException, InterruptedException {
        CertificateProfile profile = profile();
        try (TestVault vault = TestVault.found("crls", List.of(profile.id()))) {
            Digest key = vault.done(vault.keyOrder(TestVault.ROOT_SETTINGS + "delta-hours = 6\n"))
                    .getFirst();
            Certificate root = vault.makeRoot(key, vault.token);
            vault.done(vault.supervised(
                    OrderKind.PROFILE, Optional.empty(), new ProfileBody.Put(profile.id(), profile.text())));
            Crl full = await(vault, crl -> isOfAll(crl) && crl.baseCrlNumber().isEmpty());
            Crl first = await(vault, crl -> isOfAll(crl) && crl.baseCrlNumber().isPresent());
            assertThat(first.baseCrlNumber()).as("it follows at once").isEqualTo(full.crlNumber());
            assertThat(first.freshestCrl()).isEmpty();

            Certificate certificate = issue(vault, profile);
            // RFC 5280 §4.2.1.15 and §5.2.6: certificate and complete list name the same place.
            assertThat(certificate.freshestCrl()).isNotEmpty().isEqualTo(full.freshestCrl());
            assertThat(full.freshestCrl().toString())
                    .contains("http://repository.example.jp/ca/root/delta-crl.crl")
                    .contains("?deltaRevocationList;binary");
            revoke(vault, certificate);
            vault.clock.advance(Duration.ofHours(6));
            Crl delta = await(vault, crl -> isOfAll(crl) && crl.entryCount() == 1);
            assertThat(delta.baseCrlNumber()).isEqualTo(full.crlNumber());
            assertThat(delta.nextUpdate()).contains(delta.thisUpdate().plus(Duration.ofHours(12)));

            assertThat(validate(vault, root, certificate, full)).isInstanceOf(PathOutcome.Valid.class);
            assertThat(validate(vault, root, certificate, full, delta)).isInstanceOf(PathOutcome.Invalid.class);
            opensslFollows(vault, root, certificate, List.of(full, delta));
            comeByOrderToo(vault);
        }
    }

    private static void comeByOrderToo(TestVault vault) {
        assertThat(lists(vault, CrlBody.DELTA))
                .hasSize(2)
                .allMatch(crl -> crl.baseCrlNumber().isPresent());
        assertThat(lists(vault, CrlBody.AUTHORITIES)).hasSize(1);
    }

    private static Certificate issue(TestVault vault, CertificateProfile profile) {
        SignedOrder order = vault.office.issue(
                TestOffice.ROOT,
                List.of(IssuingAuthorityTest.server(profile.digest(), "delta.example.go.jp")),
                vault.now());
        return vault.certificate(vault.done(order).getFirst());
    }

    private static void revoke(TestVault vault, Certificate certificate) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
        vault.done(vault.office.approved(
                vault.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, vault.now()),
                vault.now(),
                vault.office.examiner,
                vault.office.approver));
    }

    /// The CA has one list of everything, which says nothing of its place, and the list of CAs.
    private static boolean isOfAll(Crl crl) {
        return crl.issuingDistributionPoint().isEmpty();
    }

    private static Crl await(TestVault vault, Predicate<Crl> wanted) throws InterruptedException {
        for (int tried = 0; tried < 600; tried++) {
            Optional<Crl> found = published(vault).stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no such list: " + published(vault));
    }

    private static List<Crl> published(TestVault vault) {
        return vault.database.inTransaction(tx -> Feed.after(tx, 0, 1_000)).stream()
                .map(der -> SignedBatch.parse(der).orElseThrow().batch())
                .flatMap(batch -> Batch.parse(batch).orElseThrow().items().stream())
                .flatMap(item -> item instanceof Batch.Item.Crl crl
                        ? vault.published(crl.digest()).stream()
                        : java.util.stream.Stream.<Bytes>empty())
                .map(der -> Crl.parse(der).orElseThrow())
                .toList();
    }

    private static List<Crl> lists(TestVault vault, CrlBody kind) {
        SignedOrder order = vault.office.approved(
                vault.office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), kind, vault.now()),
                vault.now(),
                vault.office.operator);
        return vault.done(order).stream()
                .map(digest -> Crl.parse(vault.published(digest).orElseThrow()).orElseThrow())
                .toList();
    }

    private static PathOutcome validate(TestVault vault, Certificate root, Certificate certificate, Crl... crls) {
        TrustAnchor anchor = TrustAnchor.of(root);
        PathBuilder surroundings = PathBuilder.of(
                TrustGraph.EMPTY,
                List.of(anchor),
                ValidationInputs.DEFAULT.with(RevocationPolicy.REQUIRED),
                RevocationEvidence.of(List.of(crls), List.of()));
        return PathValidator.of(surroundings).validate(anchor, List.of(), PathRequest.of(certificate, vault.now()));
    }

    private void opensslFollows(TestVault vault, Certificate root, Certificate certificate, List<Crl> crls)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(OPENSSL)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                OPENSSL.toString(),
                "verify",
                "-attime",
                Long.toString(vault.now().getEpochSecond()),
                "-CAfile",
                Files.writeString(folder.resolve("root.pem"), Pem.encode(root)).toString(),
                "-crl_check",
                // Without it OpenSSL takes any list for a complete one.
                "-extended_crl"));
        for (Crl crl : crls) {
            Path file = Files.writeString(folder.resolve(crl.crlNumber().orElseThrow() + ".pem"), Pem.encode(crl));
            command.addAll(List.of("-CRLfile", file.toString()));
        }
        String target = Files.writeString(folder.resolve("target.pem"), Pem.encode(certificate))
                .toString();
        assertThat(said(command, target)).contains("target.pem: OK");
        command.add("-use_deltas");
        assertThat(said(command, target)).contains("certificate revoked");
    }

    private static String said(List<String> command, String target) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.add(target);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
