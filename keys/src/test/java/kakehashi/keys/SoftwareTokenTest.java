package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SoftwareTokenTest {
    static final PassphraseCost CHEAP = new PassphraseCost(1, 8 * 1024, 1);

    @TempDir
    Path folder;

    private final RecordedUses uses = new RecordedUses();
    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), uses);
    private SoftwareToken token;

    @BeforeEach
    void makesAToken() {
        token = SoftwareToken.create(file(), passphrase("correct horse"), rules).orElseThrow();
    }

    private Path file() {
        return folder.resolve("ca.token");
    }

    private static NewLock passphrase(String text) {
        return new NewLock.Passphrase(Secret.of(text.toCharArray()), CHEAP);
    }

    private SoftwareToken reopened() {
        token.close();
        return SoftwareToken.open(file(), Secret.of("correct horse".toCharArray()), rules)
                .orElseThrow();
    }

    /// The epoch of the vault lies there (docs/adr/0005): two nodes on one machine must see each other's.
    @Test
    void showsANoteThatAnotherProcessWrote() {
        token.putNote("epoch", Bytes.ofHex("01"));
        try (SoftwareToken other = SoftwareToken.open(file(), Secret.of("correct horse".toCharArray()), rules)
                .orElseThrow()) {
            other.putNote("epoch", Bytes.ofHex("02"));
            assertThat(token.note("epoch")).contains(Bytes.ofHex("02"));
            token.putNote("epoch", Bytes.ofHex("03"));
            assertThat(other.note("epoch")).contains(Bytes.ofHex("03"));
        }
        token.relock(passphrase("battery staple"));
        assertThat(token.note("epoch")).contains(Bytes.ofHex("03"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RSA_3072", "RSA_4096"})
    void signsWithEveryAlgorithmOfEveryKindAfterReopening(KeyKind kind) throws Exception {
        KeyEntry made = token.generate(KeyRequest.of("CA 鍵", kind)).orElseThrow();
        assertThat(KeyKind.of(made.publicKey())).contains(kind);
        try (SoftwareToken again = reopened()) {
            assertThat(again.keys()).containsExactly(made);
            List<SignatureAlgorithm> fitting = Stream.of(SignatureAlgorithm.values())
                    .filter(kind::fits)
                    .filter(rules.policy().algorithms()::contains)
                    .toList();
            assertThat(fitting).isNotEmpty();
            for (SignatureAlgorithm algorithm : fitting) {
                OutsideVerifiers.assertSignsFor(
                        again.signer(made.id(), algorithm).orElseThrow(), folder);
            }
        }
    }

    @Test
    void makesLargerRsaKeys() throws Exception {
        KeyEntry made = token.generate(KeyRequest.of("root", KeyKind.RSA_3072)).orElseThrow();
        assertThat(made.publicKey().bits()).contains(3072);
        Signer signer =
                token.signer(made.id(), SignatureAlgorithm.RSA_PSS_SHA384).orElseThrow();
        OutsideVerifiers.assertSignsFor(signer, folder);
    }

    @Test
    void refusesWhatThePolicyDoesNotAllow() {
        KeyPolicy strict = new KeyPolicy(Set.of(KeyKind.P384), EnumSet.of(SignatureAlgorithm.ECDSA_SHA384));
        Path other = folder.resolve("strict.token");
        try (SoftwareToken narrow = SoftwareToken.create(other, passphrase("long enough"), new TokenRules(strict, uses))
                .orElseThrow()) {
            assertThat(narrow.generate(KeyRequest.of("a", KeyKind.P256)))
                    .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.KIND_NOT_ALLOWED));
            KeyEntry key = narrow.generate(KeyRequest.of("a", KeyKind.P384)).orElseThrow();
            assertThat(narrow.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256))
                    .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.ALGORITHM_NOT_ALLOWED));
            assertThat(narrow.signer(key.id(), SignatureAlgorithm.ED25519))
                    .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.ALGORITHM_DOES_NOT_FIT));
            assertThat(narrow.signer(Bytes.EMPTY, SignatureAlgorithm.ECDSA_SHA384))
                    .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
        }
    }

    @Test
    void noPolicyAllowsBrokenDigests() {
        assertThat(KeyPolicy.ofAllKinds().algorithms())
                .allSatisfy(algorithm -> assertThat(algorithm.digest()).doesNotMatch("MD5|SHA1|SHA224"));
        assertThat(KeyPolicy.ofAuthorities().kinds()).doesNotContain(KeyKind.RSA_2048);
    }

    @Test
    void refusesASecondKeyOfTheSameLabelAndConfirmationItCannotAskFor() {
        token.generate(KeyRequest.of("one", KeyKind.ED25519)).orElseThrow();
        assertThat(token.generate(KeyRequest.of("one", KeyKind.ED25519)))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN));
        assertThat(token.generate(new KeyRequest("two", KeyKind.ED25519, KeyRequest.Confirmation.AT_EACH_USE)))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.CONFIRMATION_NOT_SUPPORTED));
    }

    @Test
    void signsFromManyThreadsAndCountsEachUse() throws Exception {
        KeyEntry key = token.generate(KeyRequest.of("busy", KeyKind.P256)).orElseThrow();
        VerificationKey verifier = VerificationKey.of(key.publicKey()).orElseThrow();
        assertThat(uses.before).as("the test of the new pair").hasSize(1);
        uses.forget();
        Callable<Boolean> work = () -> {
            Signer signer =
                    token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
            Bytes signature = signer.sign(OutsideVerifiers.MESSAGE);
            return verifier.verifies(signer.algorithm().identifier(), OutsideVerifiers.MESSAGE, signature);
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var future :
                    threads.invokeAll(Stream.generate(() -> work).limit(200).toList())) {
                assertThat(future.get()).isTrue();
            }
        }
        assertThat(uses.before)
                .extracting(KeyUse::number)
                .doesNotHaveDuplicates()
                .hasSize(200)
                .contains(2L, 201L);
        assertThat(uses.after).hasSize(200).allMatch(KeyUseResult.Signed.class::isInstance);
    }

    @Test
    void signersOfAClosedTokenFailAndTheListenerHearsOfIt() {
        KeyEntry key = token.generate(KeyRequest.of("gone", KeyKind.P256)).orElseThrow();
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        uses.forget();
        token.close();
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> signer.sign(OutsideVerifiers.MESSAGE));
        assertThat(uses.after).containsExactly(new KeyUseResult.Failed("the token has been closed"));
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(token::keys);
    }
}
