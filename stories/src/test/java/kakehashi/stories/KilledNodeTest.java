package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.repository.FeedFollower;
import kakehashi.testkit.TestBalancer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.validation.ScvpClient;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertId;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.Crl;
import kakehashi.x509.CvRequest;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extensions;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Query;
import kakehashi.x509.SingleResponse;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two whole public nodes in processes of their own behind a balancer, asked by every protocol; one is killed. Each
/// answer is read and believed as a relying party would.
@Tag("faults")
class KilledNodeTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final int ROUNDS = 40;
    private static final int TIMEOUT_MILLIS = 10_000;

    @TempDir
    Path folder;

    private final TestCa ca = TestCa.root("OU=Ministry CA,O=Government,C=JP");
    private final Crl list = ca.crl(NOW, crl -> crl.nextUpdate(NOW.plus(Duration.ofDays(7))));
    private final TestEntity citizen = ca.issueEndEntity("CN=Hanako,O=Government,C=JP");
    private final TestEntity responder = ca.issueEndEntity(
            "CN=Responder,O=Government,C=JP",
            c -> c.extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING))));
    private final TestEntity server = ca.issueEndEntity("CN=Validation server,O=Government,C=JP");
    private final ServedFeed vault = new ServedFeed();

    /// What a client asks, and whether the answer is to be believed and says yes.
    private interface Question {
        boolean isAnswered(int port) throws IOException;
    }

    /// A node with its port.
    private record Node(Process process, int port) {}

    private Node start(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        new WholeNode.Material(vault.pin, ca.certificate(), responder, server).write(own);
        try (FeedFollower follower = new FeedFollower(vault.pin, own.resolve("node"), vault, InstantSource.system())) {
            follower.poll();
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WholeNode.class.getName(),
                        own.toString())
                .redirectError(ProcessBuilder.Redirect.to(own.resolve("stderr").toFile()))
                .start();
        String port = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(port).as(Files.readString(own.resolve("stderr"))).isNotNull();
        return new Node(process, Integer.parseInt(port));
    }

    private List<Question> questions() {
        return List.of(this::crl, this::ocspByGet, this::ocspByPost, this::scvp, this::json);
    }

    @Test
    void aKilledNodeCostsNoMoreThanTheRequestsOfEveryProtocolThatItWasWorkingOn()
            throws IOException, InterruptedException {
        vault.publish(
                new Batch.Item.Certificate(ServedFeed.CA, ca.certificate().der()),
                new Batch.Item.Status(
                        ServedFeed.CA,
                        citizen.certificate().serialNumber(),
                        new Change.Issued(Digest.ZERO, citizen.certificate().notAfter())),
                vault.crl(list));
        Node one = start("one");
        Node two = start("two");
        try (TestBalancer balancer = TestBalancer.open(List.of(one.port, two.port))) {
            for (Question question : questions()) {
                assertThat(question.isAnswered(one.port)).isTrue();
                assertThat(question.isAnswered(two.port)).isTrue();
            }
            killUnderLoad(one, balancer);
        } finally {
            one.process.destroyForcibly();
            two.process.destroyForcibly();
        }
    }

    /// How far a node's death has gone. The kernel closes what a killed process holds one by one, so for a moment
    /// its port still takes connections that nobody answers: what is asked then is in flight on the dying node too.
    private enum Death {
        NONE,
        DYING,
        DEAD
    }

    /// Two clients for each question, each with one request in flight.
    private void killUnderLoad(Node one, TestBalancer balancer) throws InterruptedException {
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicReference<Death> death = new AtomicReference<>(Death.NONE);
        AtomicInteger whileDying = new AtomicInteger();
        AtomicInteger afterDeath = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        List<AtomicInteger> answered = new ArrayList<>();
        List<AtomicInteger> failed = new ArrayList<>();
        for (Question question : List.copyOf(twice(questions()))) {
            AtomicInteger yes = new AtomicInteger();
            AtomicInteger no = new AtomicInteger();
            answered.add(yes);
            failed.add(no);
            clients.add(Thread.ofVirtual().start(() -> {
                while (going.get()) {
                    Death begun = death.get();
                    boolean said = asked(question, balancer.port());
                    (said ? yes : begun == Death.NONE ? no : begun == Death.DEAD ? afterDeath : whileDying)
                            .incrementAndGet();
                }
            }));
        }
        await(answered, ROUNDS);
        assertThat(failed).allSatisfy(no -> assertThat(no).hasValue(0));
        death.set(Death.DYING);
        one.process.destroyForcibly().waitFor();
        death.set(Death.DEAD);
        List<Integer> before = answered.stream().map(AtomicInteger::get).toList();
        await(answered, before.stream().mapToInt(Integer::intValue).max().orElseThrow() + ROUNDS);
        going.set(false);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failed).allSatisfy(no -> assertThat(no.get()).isLessThanOrEqualTo(1));
        assertThat(whileDying).hasValueLessThanOrEqualTo(clients.size());
        assertThat(afterDeath).hasValue(0);
        assertThat(balancer.wasLost(one.port)).isTrue();
    }

    private static List<Question> twice(List<Question> questions) {
        List<Question> all = new ArrayList<>(questions);
        all.addAll(questions);
        return all;
    }

    private static void await(List<AtomicInteger> counts, int goal) throws InterruptedException {
        for (int i = 0; i < 12_000 && counts.stream().anyMatch(count -> count.get() < goal); i++) {
            Thread.sleep(5);
        }
        assertThat(counts).allSatisfy(count -> assertThat(count).hasValueGreaterThanOrEqualTo(goal));
    }

    private static boolean asked(Question question, int port) {
        try {
            return question.isAnswered(port);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean crl(int port) throws IOException {
        return send(port, "GET /ca/" + ServedFeed.CA + "/crl.crl", "", Bytes.EMPTY)
                .equals(list.der());
    }

    private CertId asked() {
        return CertId.of("SHA-256", ca.certificate(), citizen.certificate().serialNumber());
    }

    private boolean ocspByGet(int port) throws IOException {
        byte[] request = OcspRequest.of(asked()).der().toArray();
        String text = Base64.getEncoder().encodeToString(request);
        String path = text.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        return good(send(port, "GET /ocsp/" + path, "", Bytes.EMPTY)).isPresent();
    }

    private boolean ocspByPost(int port) throws IOException {
        Bytes nonce = random();
        OcspRequest request = OcspRequest.of(List.of(asked()), Extensions.of(List.of(OcspExtension.nonce(nonce))));
        return good(send(port, "POST /ocsp", "Content-Type: application/ocsp-request\r\n", request.der()))
                .flatMap(BasicOcspResponse::nonce)
                .filter(nonce::equals)
                .isPresent();
    }

    /// A response that says good and is signed by the CA's responder.
    private Optional<BasicOcspResponse> good(Bytes octets) {
        VerificationKey key = VerificationKey.of(responder.key().publicKey()).orElseThrow();
        return OcspResponse.parse(octets)
                .toOptional()
                .flatMap(response -> response instanceof OcspResponse.Successful(BasicOcspResponse basic)
                        ? Optional.of(basic)
                        : Optional.empty())
                .filter(basic -> basic.isSignedBy(key))
                .filter(basic -> basic.responses().stream()
                        .map(SingleResponse::status)
                        .allMatch(CertificateStatus.Good.class::isInstance));
    }

    private boolean scvp(int port) throws IOException {
        Query query = Query.about(
                        CertReferences.of(List.of(citizen.certificate())),
                        CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .build();
        ScvpClient.Sent sent =
                ScvpClient.send(CvRequest.from(query).requestNonce(random()).build());
        Bytes answer = send(port, "POST /scvp", "Content-Type: application/scvp-cv-request\r\n", sent.message());
        ScvpClient.Trust trust = new ScvpClient.Trust.Pinned(Set.of(server.certificate()));
        return new ScvpClient(trust, InstantSource.system()).receive(sent, answer)
                        instanceof ScvpClient.Received.Believed(var response, var signer)
                && response.replyObjects().stream()
                        .allMatch(reply -> reply.replyStatus() == CertReply.ReplyStatus.SUCCESS);
    }

    private boolean json(int port) throws IOException {
        String body = "{\"certificates\":[\""
                + Base64.getEncoder().encodeToString(citizen.certificate().der().toArray()) + "\"]}";
        String fields = "Content-Type: application/json\r\nAuthorization: Bearer " + ServedNode.SECRET + "\r\n";
        Bytes answer =
                send(port, "POST /api/validations", fields, Bytes.wrap(body.getBytes(StandardCharsets.US_ASCII)));
        return new String(answer.toArray(), StandardCharsets.UTF_8).contains("\"TotalPassed\"");
    }

    private static Bytes random() {
        byte[] octets = new byte[16];
        ThreadLocalRandom.current().nextBytes(octets);
        return Bytes.wrap(octets);
    }

    /// The body of the answer to one request, on a connection of its own; empty when it is not 200, or not whole.
    private static Bytes send(int port, String request, String fields, Bytes body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n";
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body.toArray());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(all.toByteArray());
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            return answer.startsWith("HTTP/1.1 200") && end > 0
                    ? Bytes.wrap(answer.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1))
                    : Bytes.EMPTY;
        }
    }
}
