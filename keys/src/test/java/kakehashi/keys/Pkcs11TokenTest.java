package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.keys.KeyRequest.Confirmation;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against SoftHSM 2; skipped where it is not installed.
class Pkcs11TokenTest {
    private static final TokenAddress ADDRESS = new TokenAddress.ByLabel("kakehashi test");

    private static Path library;

    @TempDir
    Path folder;

    private final RecordedUses uses = new RecordedUses();
    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), uses);
    private final AtomicInteger pinsAsked = new AtomicInteger();
    private volatile String pin = SoftHsm.PIN;
    private Pkcs11Token token;

    @BeforeAll
    static void makesAToken() throws Exception {
        if (SoftHsm.missing().isEmpty()) {
            library = SoftHsm.module();
        }
    }

    @BeforeEach
    void activates() {
        // Here and not before all: a class that is skipped as a whole is not counted as skipped.
        SoftHsm.missing().ifPresent(Assumptions::abort);
        token = Pkcs11Token.activate(settings(), rules).orElseThrow();
    }

    @AfterEach
    void closes() {
        if (token != null) {
            token.close();
        }
    }

    private Pkcs11Settings settings() {
        Supplier<Secret> pins = () -> {
            pinsAsked.incrementAndGet();
            return Secret.of(pin.toCharArray());
        };
        return new Pkcs11Settings(library, ADDRESS, pins, 4);
    }

    private KeyEntry make(String label, KeyKind kind) {
        return token.generate(KeyRequest.of(label, kind)).orElseThrow();
    }

    /// Another application of this process closes all its sessions, which is what pulling and pushing a card does.
    private void loseAllSessions() {
        Cryptoki module = Cryptoki.load(library);
        module.slotsWithTokens().forEach(slot -> module.closeAllSessions(slot.id()));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "P384", "P521", "ED25519"})
    void signsWithEveryAlgorithmOfEveryKindAfterReactivation(KeyKind kind) throws Exception {
        KeyEntry made = make("鍵 " + kind, kind);
        assertThat(KeyKind.of(made.publicKey())).contains(kind);
        token.close();
        uses.forget();
        token = Pkcs11Token.activate(settings(), rules).orElseThrow();
        assertThat(token.keys()).contains(made);
        List<SignatureAlgorithm> fitting = Stream.of(SignatureAlgorithm.values())
                .filter(kind::fits)
                .filter(rules.policy().algorithms()::contains)
                .toList();
        for (SignatureAlgorithm algorithm : fitting) {
            OutsideVerifiers.assertSignsFor(token.signer(made.id(), algorithm).orElseThrow(), folder);
        }
        assertThat(uses.before).hasSameSizeAs(fitting);
    }

    @Test
    void neverShowsThePrivateHalf() {
        KeyEntry key = make("kept", KeyKind.P256);
        Cryptoki module = Cryptoki.load(library);
        long slot = module.slotsWithTokens().stream()
                .filter(each -> each.label().equals("kakehashi test"))
                .findFirst()
                .orElseThrow()
                .id();
        long session = module.openSession(slot, Cryptoki.Access.READING);
        long handle = Pkcs11Keys.byId(module, session, key.id()).orElseThrow().handle();
        long value = 0x11;
        assertThat(module.attribute(session, handle, value)).isEmpty();
        assertThat(module.attribute(session, handle, CkAttribute.ID)).contains(key.id());
        module.closeSession(session);
    }

    @Test
    void readsThePublicHalfFromACertificateWhereNoneLiesBesideTheKeyAsOnManyACard() {
        KeyEntry key = make("certified", KeyKind.P256);
        Certificate certificate = TestCa.root("CN=Card CA,O=Test,C=JP")
                .issue(
                        new CertificateBuilder()
                                .subject(Name.of("CN=Hanako,O=Test,C=JP"))
                                .validity(TestPki.NOW, TestPki.NOW.plusSeconds(3_600))
                                .publicKey(key.publicKey()),
                        bent -> {});
        Cryptoki module = Cryptoki.load(library);
        long slot = module.slotsWithTokens().stream()
                .filter(each -> each.label().equals("kakehashi test"))
                .findFirst()
                .orElseThrow()
                .id();
        long session = module.openSession(slot, Cryptoki.Access.WRITING);
        CkAttribute id = new CkAttribute(CkAttribute.ID, key.id());
        module.find(session, List.of(CkAttribute.number(CkAttribute.CLASS, CkAttribute.PUBLIC_KEY_CLASS), id))
                .forEach(handle -> module.destroy(session, handle));
        assertThat(token.keys()).doesNotContain(key);
        long x509 = 0;
        module.create(
                session,
                List.of(
                        CkAttribute.number(CkAttribute.CLASS, CkAttribute.CERTIFICATE_CLASS),
                        CkAttribute.number(0x80, x509),
                        CkAttribute.yes(CkAttribute.TOKEN),
                        id,
                        new CkAttribute(0x101, certificate.subject().der()),
                        new CkAttribute(CkAttribute.VALUE, certificate.der())));
        assertThat(token.keys()).contains(key);
        module.closeSession(session);
    }

    @Test
    void refusesAWrongPinAndLeavesTheTokenInactive() {
        token.close();
        pin = "654321";
        assertThat(Pkcs11Token.activate(settings(), rules))
                .isEqualTo(new Activation.Refused<>(ActivationRefusal.WRONG_PIN));
        pin = SoftHsm.PIN;
        token = Pkcs11Token.activate(settings(), rules).orElseThrow();
    }

    @Test
    void refusesASecondActivationWhateverThePin() {
        pin = "anything";
        assertThat(Pkcs11Token.activate(settings(), rules))
                .isEqualTo(new Activation.Refused<>(ActivationRefusal.ALREADY_ACTIVE));
    }

    @Test
    void refusesWhatThePolicyOrTheModuleDoesNotHave() {
        assertThat(token.generate(KeyRequest.of("pq", KeyKind.ML_DSA_65)))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.KIND_NOT_SUPPORTED));
        KeyEntry key = make("once", KeyKind.P256);
        assertThat(token.generate(KeyRequest.of("once", KeyKind.P256)))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN));
        assertThat(token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA1))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.ALGORITHM_NOT_ALLOWED));
        assertThat(token.signer(key.id().slice(1, 20), SignatureAlgorithm.ECDSA_SHA256))
                .isEqualTo(new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
    }

    @Test
    void findsTheTokenAgainWhenItsSessionsWereLost() throws Exception {
        KeyEntry key = make("lost and found", KeyKind.P256);
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        signer.sign(OutsideVerifiers.MESSAGE);
        int before = pinsAsked.get();
        loseAllSessions();
        OutsideVerifiers.assertSignsFor(signer, folder);
        assertThat(pinsAsked.get()).isEqualTo(before + 1);
    }

    @Test
    void losingAllSessionsInMidStreamCostsNoSignature() throws Exception {
        KeyEntry key = make("interrupted", KeyKind.P256);
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        VerificationKey verifier = VerificationKey.of(key.publicKey()).orElseThrow();
        // Sessions go between signatures and not under one: SoftHSM 2.6 crashes the process when another thread
        // closes a session that a call is using.
        ReadWriteLock calls = new ReentrantReadWriteLock(true);
        Callable<Boolean> work = () -> {
            calls.readLock().lock();
            try {
                return verifier.verifies(
                        signer.algorithm().identifier(),
                        OutsideVerifiers.MESSAGE,
                        signer.sign(OutsideVerifiers.MESSAGE));
            } finally {
                calls.readLock().unlock();
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            var signatures =
                    Stream.generate(() -> threads.submit(work)).limit(40).toList();
            calls.writeLock().lock();
            try {
                loseAllSessions();
            } finally {
                calls.writeLock().unlock();
            }
            for (var signature : signatures) {
                assertThat(signature.get()).isTrue();
            }
        }
    }

    /// What has been asked of the module may be done inside; what failed before that is begun anew.
    @Test
    void asksForNoSignatureTwiceThatMayHaveBeenMade() {
        token.close();
        try (Pkcs11Connection connection =
                ((Pkcs11Connection.Attempt.Connected) Pkcs11Connection.connect(settings())).connection()) {
            CryptokiError lost = new CryptokiError("C_Sign", CkReturn.DEVICE_ERROR);
            AtomicInteger tries = new AtomicInteger();
            assertThatExceptionOfType(CryptokiError.class)
                    .isThrownBy(() -> connection.inSession(session -> {
                        tries.incrementAndGet();
                        throw lost.afterAsking();
                    }));
            assertThat(tries).hasValue(1);
            assertThat(connection.<Integer>inSession(session -> {
                        if (tries.incrementAndGet() == 2) {
                            throw lost;
                        }
                        return tries.get();
                    }))
                    .isEqualTo(3);
        }
        assertThat(Pkcs11Signature.isRepeatable(SignatureAlgorithm.ED25519)).isTrue();
        assertThat(Pkcs11Signature.isRepeatable(SignatureAlgorithm.ECDSA_SHA384))
                .isFalse();
    }

    @Test
    void neverTriesARefusedPinASecondTime() {
        KeyEntry key = make("careful", KeyKind.P256);
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        loseAllSessions();
        pin = "654321";
        int before = pinsAsked.get();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(() -> signer.sign(OutsideVerifiers.MESSAGE))
                    .withMessageNotContaining("654321");
        }
        assertThat(pinsAsked.get()).isEqualTo(before + 1);
    }

    @Test
    void asksForThePinAtEachUseOfAKeyThatWantsIt() throws Exception {
        KeyRequest request = new KeyRequest("confirmed", KeyKind.P256, Confirmation.AT_EACH_USE);
        KeyEntry key = token.generate(request).orElseThrow();
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        int before = pinsAsked.get();
        OutsideVerifiers.assertSignsFor(signer, folder);
        OutsideVerifiers.assertSignsFor(signer, folder);
        assertThat(pinsAsked.get()).isEqualTo(before + 2);
        pin = "wrong1";
        assertThatExceptionOfType(TokenUnavailable.class)
                .isThrownBy(() -> signer.sign(OutsideVerifiers.MESSAGE))
                .withMessageContaining("CKR_PIN_INCORRECT");
    }

    @Test
    void signsFromMoreThreadsThanItHasSessions() throws Exception {
        KeyEntry key = make("busy", KeyKind.P256);
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        VerificationKey verifier = VerificationKey.of(key.publicKey()).orElseThrow();
        uses.forget();
        Callable<Boolean> work = () -> verifier.verifies(
                signer.algorithm().identifier(), OutsideVerifiers.MESSAGE, signer.sign(OutsideVerifiers.MESSAGE));
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (var future :
                    threads.invokeAll(Stream.generate(() -> work).limit(100).toList())) {
                assertThat(future.get()).isTrue();
            }
        }
        assertThat(uses.after).hasSize(100).allMatch(KeyUseResult.Signed.class::isInstance);
    }

    @Test
    void aTokenThatIsNotThereIsUnavailableAndErrorsHaveNames() {
        Supplier<Secret> pins = () -> Secret.of(SoftHsm.PIN.toCharArray());
        TokenAddress nowhere = new TokenAddress.BySerialNumber("none");
        assertThatExceptionOfType(TokenUnavailable.class)
                .isThrownBy(() -> Pkcs11Token.activate(new Pkcs11Settings(library, nowhere, pins, 1), rules));
        Path missing = folder.resolve("none.so");
        assertThatExceptionOfType(TokenUnavailable.class)
                .isThrownBy(() -> Pkcs11Token.activate(new Pkcs11Settings(missing, ADDRESS, pins, 1), rules));
        assertThat(CkReturn.name(0xa4)).isEqualTo("CKR_PIN_LOCKED");
        assertThat(CkReturn.name(0x80000001L)).isEqualTo("CKR_0x80000001");
    }

    @Test
    void signersOfAClosedTokenFail() {
        KeyEntry key = make("closed", KeyKind.ED25519);
        Signer signer = token.signer(key.id(), SignatureAlgorithm.ED25519).orElseThrow();
        token.close();
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> signer.sign(OutsideVerifiers.MESSAGE));
    }
}
