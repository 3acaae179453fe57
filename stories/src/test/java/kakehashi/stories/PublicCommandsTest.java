package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.CollectText;
import kakehashi.collection.FetchBudget;
import kakehashi.collection.Fetcher;
import kakehashi.collection.OnDemandFetch;
import kakehashi.collection.OutgoingAddress;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.ledger.JobResult;
import kakehashi.platform.Configuration;
import kakehashi.platform.PublicJobs;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.OutsideDirectory;
import kakehashi.repository.Repository;
import kakehashi.repository.Repository.Reconciliation;
import kakehashi.repository.RepositorySettings;
import kakehashi.terminal.CommandLine;
import kakehashi.testkit.TestPki;
import kakehashi.validation.ValidationServer;
import kakehashi.web.PageLayout;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvRequest;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.ScvpCertId;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that need a public node that serves, run whole against one, wired as the product wires it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicCommandsTest {
    private static final Path SLAPD = Path.of("/usr/sbin/slapd");
    private static final Path DELETE = Path.of("/usr/bin/ldapdelete");
    private static final Path SUITES = Path.of("..", "..", "shared", "suites");
    private static final String WRITER = "cn=writer,c=JP";

    private final int hostsPort = freePort();
    private Path folder;
    private ServedNode node;

    /// What came of a command.
    private record Said(int code, String out, String err) {}

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void serve(@TempDir Path given) throws IOException {
        folder = given;
        node = new ServedNode(folder, hostsPort);
        pin();
    }

    private void pin() throws IOException {
        Path pin = Files.createDirectories(folder.resolve("pin"));
        Files.writeString(pin.resolve("installation"), node.feed.pin.installation() + "\n");
        Files.write(pin.resolve("entry.der"), node.feed.pin.entry().toArray());
        Files.write(pin.resolve("genesis.der"), node.feed.pin.genesis().toArray());
        Files.writeString(folder.resolve("password"), "secret\n");
        Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("api-key"), ServedNode.SECRET + "\n");
    }

    @AfterAll
    void close() {
        node.close();
    }

    private static Said run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = CommandLine.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                InstantSource.system(),
                Locale.ENGLISH);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scvp", "json"})
    void conformanceAsksARunningServerAndFindsEveryPath(String door) {
        assumeTrue(Files.isDirectory(SUITES.resolve("cases")), "the suites do not lie beside the project");
        List<String> args = new ArrayList<>(List.of("conformance", SUITES.toString(), "--suite", "pdts"));
        args.addAll(List.of("--mode", "http", "--through", door, "--url", node.url(), "--policy", ServedNode.POLICY));
        args.addAll(List.of("--hosts-port", String.valueOf(hostsPort)));
        if (door.equals("json")) {
            args.addAll(List.of("--api-key-file", folder.resolve("api-key").toString()));
        }
        Said said = run(args.toArray(String[]::new));
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("pdts").contains("10").contains("All as expected.");
    }

    @Test
    void rfc5055_3_2_1_scvpFindsWhatIsPublishedByIssuerAndNumber() throws IOException, InterruptedException {
        Certificate post =
                node.ca.issueEndEntity("CN=Director,O=Government,C=JP").certificate();
        node.feed.publish(node.feed.published(post));
        PkcReference reference = new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_256, post));
        Query query = Query.about(
                        new CertReferences.PkcRefs(List.of(reference)),
                        CertCheck.BUILD_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .wantBack(WantBack.PKC_CERT)
                .build();
        byte[] request = CvRequest.of(query).contentInfo().der().toArray();
        String said = "";
        long end = System.nanoTime() + 10_000_000_000L;
        while (!said.contains(post.der().toString()) && System.nanoTime() < end) {
            HttpRequest asking = HttpRequest.newBuilder(URI.create(node.url() + "/scvp"))
                    .header("Content-Type", ValidationServer.CV_REQUEST_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                said = Bytes.wrap(client.send(asking, HttpResponse.BodyHandlers.ofByteArray())
                                .body())
                        .toString();
            }
        }
        assertThat(said).contains(post.der().toString());
    }

    /// Another domain's server asks our directory for one question, by an LDAP URL without a host, and by the names
    /// in distribution points.
    @Test
    void rfc5280_4_2_1_13_whoAsksOurDirectoryOnDemandFindsIssuerAndCrlByName() throws IOException {
        String text = "[outgoing]\nports = [389]\n"
                + "hosts = { \"directory.example\" = \"127.0.0.1:"
                + node.zone.repository().ldapPort().orElseThrow()
                + "\" }\n[[directory]]\nsubtree = \"O=Government,C=JP\"\nurl = \"ldap://directory.example\"\n";
        CollectPlan plan = ((CollectText.Result.Plan) CollectText.read(text)).plan();
        Fetcher fetcher = new Fetcher(OutgoingAddress.ofSystem(plan.outgoing()), new FetchBudget(plan.octets()));
        GeneralName hostless = new GeneralName.UniformResourceIdentifier(
                "ldap:///ou=Ministry%20CA,o=Government,c=JP?cACertificate;binary");
        DistributionPointName byName =
                new DistributionPointName.FullName(List.of(new GeneralName.DirectoryName(node.ca.name())));
        Certificate alice = node.ca
                .issueEndEntity(
                        "CN=Alice,O=Government,C=JP",
                        c -> c.authorityInfoAccess(
                                        List.of(new AccessDescription(AccessDescription.CA_ISSUERS, hostless)))
                                .crlDistributionPoints(List.of(
                                        new DistributionPoint(Optional.of(byName), Optional.empty(), List.of()))))
                .certificate();
        Certificate relative = node.ca
                .issueEndEntity(
                        "CN=Bob,O=Government,C=JP",
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(new GeneralName.DirectoryName(node.ca.name()))))))
                .certificate();
        Duration plenty = Duration.ofSeconds(20);
        try (OnDemandFetch asking = new OnDemandFetch(plan, fetcher, InstantSource.fixed(TestPki.NOW))) {
            Found found = asking.fetch(new Missing(List.of(alice), List.of(alice), name -> List.of()), plenty);
            assertThat(found.certificates()).containsExactly(node.ca.certificate());
            assertThat(found.crls()).containsExactly(node.list);
            assertThat(found.misses()).isEmpty();
            Found again = asking.fetch(
                    new Missing(List.of(), List.of(relative), name -> List.of(node.ca.certificate())), plenty);
            assertThat(again.crls()).as("%s", again.misses()).containsExactly(node.list);
        }
    }

    private Said reconcile(int port, String... more) {
        List<String> args = new ArrayList<>(List.of("repository", "reconcile", "--node", node.url()));
        args.addAll(List.of("--pinned", folder.resolve("pin").toString(), "--suffix", "c=JP", "--bind", WRITER));
        args.addAll(List.of("--directory", "ldap://127.0.0.1:" + port));
        args.addAll(List.of("--password-file", folder.resolve("password").toString()));
        args.addAll(List.of("--state", folder.resolve("state").toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    @Test
    void reconcileTellsItsPasswordToNobodyOnTheWay() {
        Said refused =
                run("repository reconcile --node http://127.0.0.1:1 --pinned pin --suffix c=JP --bind cn=writer,c=JP"
                        .concat(" --directory ldap://192.0.2.1 --password-file password --state state")
                        .split(" "));
        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err()).contains("needs TLS").contains("--start-tls");
    }

    @Test
    void reconcileShowsAndMendsWhatAnOutsideDirectoryLacks() throws Exception {
        assumeTrue(Files.isExecutable(SLAPD), "OpenLDAP's slapd is not installed");
        assumeTrue(Files.isExecutable(DELETE), "ldapdelete is not installed (package ldap-utils)");
        int port = freePort();
        Process slapd = slapd(port);
        try {
            Said empty = reconcile(port);
            assertThat(empty.code()).as(empty.err()).isEqualTo(1);
            assertThat(empty.out())
                    .contains("Ministry CA")
                    .contains("is not there.")
                    .contains("--mend mends them");
            Said mended = reconcile(port, "--mend", "--json");
            assertThat(mended.code()).as(mended.err()).isZero();
            assertThat(mended.out()).contains("\"mended\" : true").contains("\"kind\" : \"missing\"");
            assertThat(reconcile(port).out()).contains("It is as published.");
            String entry = "ou=Ministry CA,o=Government,c=JP";
            String place = "ldap://127.0.0.1:" + port;
            Process delete = new ProcessBuilder(
                            DELETE.toString(), "-x", "-H", place, "-D", WRITER, "-w", "secret", entry)
                    .inheritIO()
                    .start();
            assertThat(delete.waitFor()).isZero();
            Said gone = reconcile(port);
            assertThat(gone.code()).isEqualTo(1);
            assertThat(gone.out()).contains("There are 1 differences");
            theNightlyJobMends(port);
            assertThat(reconcile(port).code()).isZero();
        } finally {
            slapd.destroy();
            slapd.waitFor();
        }
        assertThat(job(port, Reconciliation.MEND).verdict()).isEqualTo(JobResult.Verdict.FAILED);
        Said nobody = reconcile(port);
        assertThat(nobody.code()).isGreaterThan(1);
        assertThat(nobody.err()).contains("127.0.0.1:" + port);
    }

    private void theNightlyJobMends(int port) {
        assertThat(job(port, Reconciliation.SHOW))
                .isEqualTo(JobResult.found(
                        "1 differences in 127.0.0.1:" + port + ", first: OU=Ministry CA,O=Government,C=JP"));
        assertThat(job(port, Reconciliation.MEND).sentence()).startsWith("1 differences mended in 127.0.0.1");
        assertThat(job(port, Reconciliation.SHOW).verdict()).isEqualTo(JobResult.Verdict.FINE);
    }

    /// What a node's job says in the night.
    private JobResult job(int port, Reconciliation what) {
        OutsideDirectory.Secret password = new OutsideDirectory.Secret("secret".toCharArray());
        OutsideDirectory outside = new OutsideDirectory("127.0.0.1", port, Optional.empty(), WRITER, password, "c=JP");
        RepositorySettings settings = new RepositorySettings(
                node.feed.pin, folder.resolve("state"), Optional.empty(), LdapLimits.DEFAULT, List.of(outside));
        PublicJobs jobs = new PublicJobs(
                () -> {
                    throw new AssertionError("the plan is not asked");
                },
                new Configuration.DirectoryReview(LocalTime.of(4, 0), what));
        try (Repository repository = new Repository(settings, node.feed, PageLayout.PLAIN, InstantSource.system())) {
            assertThat(repository.catchUp()).isEmpty();
            return jobs.reconcile(repository);
        }
    }

    private Process slapd(int port) throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("slapd"));
        Path config = Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                database mdb
                maxsize 10485760
                suffix "c=JP"
                rootdn "%s"
                rootpw secret
                directory %s
                """.formatted(WRITER, data));
        Process slapd = new ProcessBuilder(
                        SLAPD.toString(), "-d", "0", "-f", config.toString(), "-h", "ldap://127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("slapd.log").toFile())
                .start();
        for (int i = 0; i < 500 && !answers(port); i++) {
            Thread.sleep(20);
        }
        return slapd;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
