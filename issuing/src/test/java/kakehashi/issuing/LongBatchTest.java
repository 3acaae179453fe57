package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.contract.SignedBatch;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TokenRules;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reconcile ceremony may end so many certificates that its batch is longer than one provider signs at once.
class LongBatchTest {
    @TempDir
    private Path folder;

    @Test
    void signsAndVerifiesABatchOfThreeMebibytes() {
        Instant at = Instant.ofEpochSecond(1_790_000_000);
        List<Batch.Item> items = IntStream.range(1, 60_000)
                .mapToObj(number -> (Batch.Item) new Batch.Item.Status(
                        TestOffice.ROOT,
                        SerialNumber.of(BigInteger.ONE.shiftLeft(127).add(BigInteger.valueOf(number))),
                        new Change.Held(at)))
                .toList();
        Digest none = new Digest(Bytes.wrap(new byte[Digest.OCTETS]));
        Bytes batch = new Batch(none, 7, none, new Position(9, none), at, items).der();
        assertThat(batch.length()).isGreaterThan(3 << 20);

        NewLock lock = new NewLock.Passphrase(
                Secret.of("passphrase of a test".toCharArray()), new PassphraseCost(1, 8 * 1024, 1));
        try (SoftwareToken token = SoftwareToken.create(
                        folder.resolve("token"), lock, new TokenRules(KeyPolicy.ofAllKinds(), TestVault.SILENT))
                .orElseThrow()) {
            KeyEntry feed =
                    token.generate(KeyRequest.of("feed", KeyKind.ED25519)).orElseThrow();
            Signer signer = token.signer(feed.id(), SignatureAlgorithm.ED25519).orElseThrow();
            Bytes der = new SignedBatch(batch, signer.sign(batch)).der();

            SignedBatch read = SignedBatch.parse(der).orElseThrow();
            assertThat(Batch.parse(read.batch()).orElseThrow().items()).hasSize(items.size());
            VerificationKey key = VerificationKey.of(feed.publicKey()).orElseThrow();
            assertThat(key.verifies(SignatureAlgorithm.ED25519.identifier(), batch, read.signature()))
                    .isTrue();
            byte[] bent = batch.toArray();
            bent[bent.length / 2] ^= 1;
            assertThat(key.verifies(SignatureAlgorithm.ED25519.identifier(), Bytes.wrap(bent), read.signature()))
                    .isFalse();
        }
    }
}
