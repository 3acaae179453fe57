package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodianDoorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new RecordedUses());
    private final ExecutorService vault = Executors.newSingleThreadExecutor();

    @BeforeEach
    void makesATokenOfThreeCustodians() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        List<Custodian> three =
                Stream.of("佐藤", "鈴木", "高橋").map(CustodianDoorTest::custodian).toList();
        NewLock lock = new NewLock.Quorum(2, three, SoftwareTokenTest.CHEAP);
        SoftwareToken.create(file(), lock, rules).orElseThrow().close();
    }

    @AfterEach
    void endsTheVault() {
        vault.shutdownNow();
    }

    private Path file() {
        return folder.resolve("ca.token");
    }

    private Path socket() {
        return folder.resolve("door");
    }

    private static Custodian custodian(String name) {
        return new Custodian(name, Secret.of(("passphrase of " + name).toCharArray()));
    }

    private static Custodian wrong(String name) {
        return new Custodian(name, Secret.of("a wrong passphrase".toCharArray()));
    }

    private QuorumActivation begin() {
        return ((QuorumActivation.Start.Begun) QuorumActivation.begin(file(), rules)).activation();
    }

    private Future<Activation<SoftwareToken>> serve(Duration longest) {
        CustodianDoor door = CustodianDoor.open(socket(), begin());
        return vault.submit(() -> door.await(longest));
    }

    private ShareAnswer visit(Custodian custodian) {
        try (CustodianVisit visit = CustodianVisit.at(socket())) {
            return visit.enter(custodian);
        }
    }

    private static ShareAnswer refused(ActivationRefusal reason) {
        return new ShareAnswer.Refused(reason);
    }

    @Test
    void activatesWhenTheQuorumHasComeInAnyOrderWithErrorsBetween() throws Exception {
        Future<Activation<SoftwareToken>> opened = serve(LONG);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        assertThat(visit(custodian("高橋"))).isEqualTo(new ShareAnswer.Missing(1));
        assertThat(visit(custodian("高橋"))).isEqualTo(refused(ActivationRefusal.NOT_A_CUSTODIAN));
        assertThat(visit(custodian("田中"))).isEqualTo(refused(ActivationRefusal.NOT_A_CUSTODIAN));
        assertThat(visit(wrong("佐藤"))).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
        try (CustodianVisit visit = CustodianVisit.at(socket())) {
            assertThat(visit.missing()).isEqualTo(1);
            assertThat(visit.enter(custodian("佐藤"))).isEqualTo(new ShareAnswer.Complete());
        }
        try (SoftwareToken token = opened.get().orElseThrow()) {
            assertThat(token.keys()).isEmpty();
        }
        assertThat(socket()).doesNotExist();
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> CustodianVisit.at(socket()));
    }

    @Test
    void visitorsWhoHangUpOrSendTooMuchCountForNothing() throws Exception {
        Future<Activation<SoftwareToken>> opened = serve(LONG);
        send(new byte[0]);
        send("佐藤\nno end of line".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        send(new byte[3 * VisitorLines.MOST_OCTETS]);
        assertThat(visit(custodian("佐藤"))).isEqualTo(new ShareAnswer.Missing(1));
        assertThat(visit(custodian("鈴木"))).isEqualTo(new ShareAnswer.Complete());
        opened.get().orElseThrow().close();
    }

    private void send(byte[] octets) throws IOException {
        try (SocketChannel door = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            door.write(ByteBuffer.wrap(octets));
        } catch (IOException e) {
            // The door may hang up while we still send.
            assertThat(octets).hasSizeGreaterThan(VisitorLines.MOST_OCTETS);
        }
    }

    @Test
    void tenWrongPassphrasesCloseTheDoorAndARightOneClearsNoOthers() throws Exception {
        Future<Activation<SoftwareToken>> opened = serve(LONG);
        for (int i = 0; i < 9; i++) {
            assertThat(visit(wrong("佐藤"))).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
        }
        assertThat(visit(custodian("鈴木"))).isEqualTo(new ShareAnswer.Missing(1));
        assertThat(visit(wrong("佐藤"))).isEqualTo(refused(ActivationRefusal.WRONG_PIN));
        assertThat(visit(custodian("佐藤"))).isEqualTo(refused(ActivationRefusal.PIN_LOCKED));
        assertThat(opened.get()).isEqualTo(new Activation.Refused<>(ActivationRefusal.PIN_LOCKED));
    }

    @Test
    void theDoorClosesWhenTheTimeIsUpAlsoOnAVisitorWhoSaysNothing() throws Exception {
        Future<Activation<SoftwareToken>> opened = serve(Duration.ofMillis(300));
        try (CustodianVisit silent = CustodianVisit.at(socket())) {
            assertThat(silent.missing()).isEqualTo(2);
            assertThat(opened.get()).isEqualTo(new Activation.Refused<>(ActivationRefusal.NOT_ENOUGH_CUSTODIANS));
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void opensOnlyInAFolderThatOthersCannotEnter() throws Exception {
        QuorumActivation activation = begin();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x---"));
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> CustodianDoor.open(socket(), activation));
        assertThat(socket()).doesNotExist();
    }

    @Test
    void replacesASocketThatWasLeftBehindAndNothingElse() throws Exception {
        Files.writeString(socket(), "a file of somebody");
        assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> CustodianDoor.open(socket(), begin()));
        assertThat(socket()).hasContent("a file of somebody");
        Files.delete(socket());
        java.nio.channels.ServerSocketChannel dead =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket()));
        dead.close();
        assertThat(socket()).exists();
        try (CustodianDoor door = CustodianDoor.open(socket(), begin())) {
            assertThatExceptionOfType(TokenUnavailable.class).isThrownBy(() -> CustodianDoor.open(socket(), begin()));
            assertThat(door).isNotNull();
        }
    }

    @Test
    void aVisitorSendsOneNameAndNoMoreThanTheDoorTakes() throws Exception {
        Future<Activation<SoftwareToken>> opened = serve(Duration.ofSeconds(2));
        try (CustodianVisit visit = CustodianVisit.at(socket())) {
            assertThatIllegalArgumentException().isThrownBy(() -> visit.enter(custodian("a\nb")));
            assertThatIllegalArgumentException().isThrownBy(() -> visit.enter(custodian("a".repeat(1100))));
        }
        opened.cancel(true);
    }

    @Test
    void aTokenUnderOnePassphraseHasNoCustodians() {
        Path other = folder.resolve("single.token");
        NewLock lock = new NewLock.Passphrase(Secret.of("correct horse".toCharArray()), SoftwareTokenTest.CHEAP);
        SoftwareToken.create(other, lock, rules).orElseThrow().close();
        assertThat(QuorumActivation.begin(other, rules))
                .isEqualTo(new QuorumActivation.Start.Refused(ActivationRefusal.OTHER_LOCK));
        assertThat(QuorumActivation.begin(folder.resolve("none"), rules))
                .isEqualTo(new QuorumActivation.Start.Refused(ActivationRefusal.NO_SUCH_TOKEN));
    }

    @Test
    void anEndedActivationTakesNoShares() {
        QuorumActivation activation = begin();
        activation.close();
        assertThatIllegalStateException().isThrownBy(() -> activation.enter(custodian("佐藤")));
    }

    /// A terminal at which these lines are typed.
    private static final class Typed implements PinEntry {
        private final Deque<String> lines = new ArrayDeque<>();
        private final List<String> shown = new ArrayList<>();

        Typed(String... lines) {
            this.lines.addAll(List.of(lines));
        }

        @Override
        public Optional<String> line(String prompt) {
            shown.add(prompt);
            return Optional.ofNullable(lines.poll());
        }

        @Override
        public Optional<Secret> secret(String prompt) {
            return line(prompt).map(text -> Secret.of(text.toCharArray()));
        }

        @Override
        public void say(String sentence) {
            shown.add(sentence);
        }
    }

    private static CustodianTerminal terminal(PinEntry entry) {
        return new CustodianTerminal(
                entry, new CustodianTerminal.Words(n -> n + " more", name -> "of " + name, ActivationRefusal::name));
    }

    @Test
    void custodiansAtOneTerminalActivateTheToken() {
        Typed typed = new Typed("鈴木", "wrong one", " 鈴木 ", "passphrase of 鈴木", "佐藤", "passphrase of 佐藤");
        try (SoftwareToken token = terminal(typed).activate(begin()).orElseThrow()) {
            assertThat(token.keys()).isEmpty();
        }
        assertThat(typed.shown).containsExactly("2 more", "of 鈴木", "WRONG_PIN", "2 more", "of 鈴木", "1 more", "of 佐藤");
    }

    @Test
    void givingUpAtTheTerminalLeavesTheTokenInactive() {
        assertThat(terminal(new Typed("鈴木", "passphrase of 鈴木", "")).activate(begin()))
                .isEqualTo(new Activation.Refused<>(ActivationRefusal.NOT_ENOUGH_CUSTODIANS));
    }
}
