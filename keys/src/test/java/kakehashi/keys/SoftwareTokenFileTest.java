package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareTokenFileTest {
    private static final PassphraseCost CHEAP = SoftwareTokenTest.CHEAP;

    @TempDir
    Path folder;

    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new RecordedUses());

    private Path file() {
        return folder.resolve("ca.token");
    }

    private static Secret secret(String text) {
        return Secret.of(text.toCharArray());
    }

    private KeyEntry makeWithOneKey(NewLock lock) {
        try (SoftwareToken token = SoftwareToken.create(file(), lock, rules).orElseThrow()) {
            return token.generate(KeyRequest.of("one", KeyKind.ED25519)).orElseThrow();
        }
    }

    private KeyEntry makeWithOneKey() {
        return makeWithOneKey(new NewLock.Passphrase(secret("passphrase"), CHEAP));
    }

    private static NewLock quorum(int threshold, String... names) {
        List<Custodian> custodians =
                Arrays.stream(names).map(SoftwareTokenFileTest::custodian).toList();
        return new NewLock.Quorum(threshold, custodians, CHEAP);
    }

    private static Custodian custodian(String name) {
        return new Custodian(name, secret("passphrase of " + name));
    }

    private Activation<SoftwareToken> open(String passphrase) {
        return SoftwareToken.open(file(), secret(passphrase), rules);
    }

    private Activation<SoftwareToken> openBy(String... names) {
        return SoftwareToken.open(
                file(),
                Arrays.stream(names).map(SoftwareTokenFileTest::custodian).toList(),
                rules);
    }

    private static Activation<SoftwareToken> refused(ActivationRefusal reason) {
        return new Activation.Refused<>(reason);
    }

    @Test
    void refusesAWrongPassphraseAndLocksAfterTen() {
        makeWithOneKey();
        for (int i = 0; i < PinAttempts.MOST; i++) {
            assertThat(open("wrong phrase " + i)).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
        }
        assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.PIN_LOCKED));
    }

    @Test
    void theRightPassphraseClearsTheCount() {
        makeWithOneKey();
        for (int i = 0; i < 2 * PinAttempts.MOST; i++) {
            assertThat(open("wrong phrase")).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
            open("passphrase").orElseThrow().close();
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith("attempts"));
    }

    @Test
    void refusesAFileCutOffAnywhere() throws IOException {
        makeWithOneKey();
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.DAMAGED));
        }
    }

    @Test
    void refusesAFileWithAnyOctetChanged() throws IOException {
        makeWithOneKey();
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i += 3) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);
            assertThat(open("passphrase")).as("octet %d", i).isInstanceOf(Activation.Refused.class);
            Files.deleteIfExists(folder.resolve("ca.token.attempts"));
        }
        Files.write(file(), whole);
        open("passphrase").orElseThrow().close();
    }

    @Test
    void refusesAFileOfALaterVersion() throws IOException {
        makeWithOneKey();
        byte[] whole = Files.readAllBytes(file());
        int version = whole[1] == (byte) 0x82 ? 10 : 8;
        assertThat(whole[version]).isEqualTo((byte) 1);
        whole[version] = 2;
        Files.write(file(), whole);
        assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.UNKNOWN_VERSION));
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        makeWithOneKey();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.OPEN_TO_OTHERS));
    }

    @Test
    void refusesToMakeATokenTwiceOrUnderAShortPassphrase() {
        assertThat(SoftwareToken.create(file(), new NewLock.Passphrase(secret("1234567"), CHEAP), rules))
                .isEqualTo(refused(ActivationRefusal.PIN_TOO_SHORT));
        assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.NO_SUCH_TOKEN));
        makeWithOneKey();
        assertThat(SoftwareToken.create(file(), new NewLock.Passphrase(secret("12345678"), CHEAP), rules))
                .isEqualTo(refused(ActivationRefusal.TOKEN_EXISTS));
    }

    @Test
    void anyQuorumOfCustodiansOpensAndNoFewer() throws Exception {
        KeyEntry key = makeWithOneKey(quorum(2, "佐藤", "鈴木", "高橋"));
        for (String[] names : new String[][] {{"佐藤", "鈴木"}, {"高橋", "佐藤"}, {"鈴木", "高橋"}, {"高橋", "鈴木", "佐藤"}}) {
            try (SoftwareToken token = openBy(names).orElseThrow()) {
                Signer signer =
                        token.signer(key.id(), SignatureAlgorithm.ED25519).orElseThrow();
                OutsideVerifiers.assertSignsFor(signer, folder);
            }
        }
        assertThat(openBy("鈴木")).isEqualTo(refused(ActivationRefusal.NOT_ENOUGH_CUSTODIANS));
        assertThat(openBy("鈴木", "鈴木")).isEqualTo(refused(ActivationRefusal.NOT_A_CUSTODIAN));
        assertThat(openBy("鈴木", "田中")).isEqualTo(refused(ActivationRefusal.NOT_A_CUSTODIAN));
        assertThat(open("passphrase of 鈴木")).isEqualTo(refused(ActivationRefusal.OTHER_LOCK));
    }

    @Test
    void oneCustodianWithAWrongPassphraseOpensNothing() {
        makeWithOneKey(quorum(2, "佐藤", "鈴木", "高橋"));
        List<Custodian> custodians = List.of(custodian("佐藤"), new Custodian("鈴木", secret("not the one")));
        assertThat(SoftwareToken.open(file(), custodians, rules)).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
    }

    @Test
    void aNewLockShutsTheOldOneOut() {
        KeyEntry key = makeWithOneKey();
        try (SoftwareToken token = open("passphrase").orElseThrow()) {
            assertThat(token.relock(quorum(2, "佐藤", "鈴木"))).isEmpty();
            assertThat(token.generate(KeyRequest.of("two", KeyKind.P256))).isInstanceOf(KeyOutcome.Granted.class);
        }
        assertThat(open("passphrase")).isEqualTo(refused(ActivationRefusal.OTHER_LOCK));
        try (SoftwareToken token = openBy("佐藤", "鈴木").orElseThrow()) {
            assertThat(token.keys()).hasSize(2).contains(key);
        }
    }

    @Test
    void theFileHoldsNoPrivateOctetsInTheClear() throws IOException {
        SoftwareKey.Fresh fresh = SoftwareKey.generate(KeyKind.ML_DSA_44);
        String seed = fresh.material().use(kakehashi.x509.Bytes::of).toString();
        KeyEntry entry = new KeyEntry(fresh.publicKey().keyIdentifier(), "pq", fresh.publicKey());
        Secret masterKey = Secret.random(Aead.KEY_OCTETS);
        NewLock lock = new NewLock.Passphrase(secret("passphrase"), CHEAP);
        SealedToken sealed;
        try (Secret boxKey = SealedToken.boxKey(masterKey)) {
            List<SealedKey> keys = List.of(SealedKey.seal(entry, fresh.material(), boxKey));
            sealed =
                    SealedToken.of(StoredLock.close(lock, masterKey), new SealedToken.Held(keys, List.of()), masterKey);
        }
        String master = masterKey.use(kakehashi.x509.Bytes::of).toString();
        PrivateFile.write(file(), sealed.der());
        assertThat(sealed.der().toString()).doesNotContain(seed).doesNotContain(master);
        try (SoftwareToken token = open("passphrase").orElseThrow()) {
            assertThat(token.keys()).containsExactly(entry);
        }
    }

    @Test
    void closingATokenWipesItsMasterKey() {
        Secret masterKey = Secret.random(Aead.KEY_OCTETS);
        byte[] octets = masterKey.use(all -> all);
        NewLock lock = new NewLock.Passphrase(secret("passphrase"), CHEAP);
        SealedToken sealed = SealedToken.of(StoredLock.close(lock, masterKey), SealedToken.NOTHING, masterKey);
        new SoftwareToken(file(), rules, sealed, masterKey, List.of()).close();
        assertThat(octets).containsOnly(0);
    }

    @Test
    void neverOverwritesWhatAnotherProcessWrote() {
        makeWithOneKey();
        try (SoftwareToken one = open("passphrase").orElseThrow();
                SoftwareToken other = open("passphrase").orElseThrow()) {
            other.generate(KeyRequest.of("two", KeyKind.P256)).orElseThrow();
            assertThatExceptionOfType(TokenUnavailable.class)
                    .isThrownBy(() -> one.generate(KeyRequest.of("three", KeyKind.P256)));
        }
        try (SoftwareToken token = open("passphrase").orElseThrow()) {
            assertThat(token.keys()).extracting(KeyEntry::label).containsExactly("one", "two");
        }
    }
}
