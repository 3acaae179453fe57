package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RevokeBody;
import kakehashi.ledger.Feed;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the vault issues, as OpenSSL sees it.
class GoldenWalkTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    Path folder;

    private static Certificate issue(AttackScene scene, String host) {
        return scene.vault.certificate(scene.vault
                .done(scene.issue(scene.item(host), scene.office.examiner, scene.office.approver))
                .get(0));
    }

    private Path pem(String name, String label, Bytes der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private String verify(List<String> more, Path certificate) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(OPENSSL.toString(), "verify", "-x509_strict", "-check_ss_sig"));
        command.addAll(more);
        command.add(certificate.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void opensslFollowsCertificatesAndTheirRevocation() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(OPENSSL), "OpenSSL is not installed");
        try (AttackScene scene = AttackScene.of("golden")) {
            Certificate good = issue(scene, "good.example.go.jp");
            Certificate bad = issue(scene, "bad.example.go.jp");
            RevokeBody revoke = new RevokeBody(
                    List.of(new RevokeBody.Item(bad.serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
            Order order = scene.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), revoke, scene.now());
            scene.vault.done(scene.office.approved(order, scene.now(), scene.office.examiner, scene.office.approver));
            Order list = scene.office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, scene.now());
            List<Digest> lists = scene.vault.done(scene.office.approved(list, scene.now(), scene.office.operator));
            Bytes full = lists.stream()
                    .map(digest -> scene.vault
                            .database
                            .inTransaction(tx -> Feed.file(tx, digest.octets()))
                            .orElseThrow())
                    .filter(der -> Crl.parse(der).orElseThrow().entries().count() == 1)
                    .findFirst()
                    .orElseThrow();
            List<String> with = List.of(
                    "-CAfile",
                    pem("root.pem", "CERTIFICATE", scene.root.der()).toString(),
                    "-CRLfile",
                    pem("crl.pem", "X509 CRL", full).toString(),
                    "-crl_check_all",
                    "-policy_check");
            assertThat(verify(with, pem("good.pem", "CERTIFICATE", good.der()))).contains("good.pem: OK");
            assertThat(verify(with, pem("bad.pem", "CERTIFICATE", bad.der()))).contains("certificate revoked");
        }
    }
}
