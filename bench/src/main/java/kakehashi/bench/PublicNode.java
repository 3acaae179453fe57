package kakehashi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.CollectedMaterial;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.ApiKey;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.FeedStatusSource;
import kakehashi.validation.KnowledgeFeed;
import kakehashi.validation.OcspIssuer;
import kakehashi.validation.OcspOptions;
import kakehashi.validation.OcspResponder;
import kakehashi.validation.OcspService;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ResponderDuty;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationDoors;
import kakehashi.web.AddressRates;
import kakehashi.web.Assets;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Probes;
import kakehashi.web.Route;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

/// A public node in a process of its own, wired as the product wires one: repository over HTTP and LDAP, OCSP, SCVP
/// and JSON, from the snapshot in a folder. It says its ports and obeys lines on its standard input.
final class PublicNode {
    static final String API_KEY = "a-key-of-the-bench";
    private static final int MOST = 1_000_000_000;
    /// Kept, because a logger that nobody holds forgets its level.
    private static final Logger ROOT_LOG = Logger.getLogger("");

    private final PublicHome home;
    private final PublicFeed feed;
    private final Repository repository;
    private final InstantSource clock;
    private final WebServer server;

    /// What other domains gave: the CAs above the one that issues.
    private record Above(PublicHome home) implements CollectedMaterial {
        @Override
        public Collection<Certificate> certificates() {
            return List.of(home.middle());
        }

        @Override
        public Collection<CrossCertificatePair> pairs() {
            return List.of();
        }

        @Override
        public Collection<Crl> crls() {
            return home.crls();
        }

        @Override
        public void listen(Runnable changed) {}
    }

    private PublicNode(PublicHome home) {
        this.home = home;
        this.clock = home.clock();
        this.feed = new PublicFeed(home.pin(), home.feedKey(), home.last());
        feed.beat(clock.instant());
        RepositorySettings settings = new RepositorySettings(
                home.pin(),
                home.folder().resolve("node"),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                LdapLimits.DEFAULT,
                List.of());
        repository = new Repository(settings, feed, PageLayout.PLAIN, clock);
        Validation validation = new Validation(PolicyCatalogue.of(policy(home)), SearchBudget.forAnybody());
        KnowledgeFeed.follow(repository.feed(), new Above(home), validation);
        FeedStatusSource status = new FeedStatusSource(repository.feed(), FeedStatusSource.DEFAULT_LIMIT);
        validation.heed(status);
        repository.start();
        server = open(validation, status);
    }

    static RelyingPartyPolicy policy(PublicHome home) {
        return switch (PolicyFile.read(home.policy())) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private WebServer open(Validation validation, FeedStatusSource status) {
        Metrics metrics = new Metrics();
        ResponderDuty duty = new ResponderDuty(
                OcspIssuer.of(home.issuer()),
                new ResponderCredential(home.responderKey(), home.responder()),
                CredentialSupplier.none(),
                clock.instant());
        OcspResponder responder = new OcspResponder(List.of(OcspService.of(duty)), status, OcspOptions.DEFAULT, clock);
        Bytes key = Bytes.wrap(API_KEY.getBytes(StandardCharsets.UTF_8)).sha256();
        ServerCredential server = new ServerCredential(home.serverKey(), home.server(), List.of());
        List<Route> routes = new ArrayList<>(Assets.routes());
        routes.addAll(ValidationDoors.routes(
                new ValidationDoors.Services(() -> responder, validation, () -> server),
                DoorOptions.DEFAULT
                        .with(List.of(new ApiKey("bench", key, 1_000_000_000)))
                        .with(new AddressRates(MOST, MOST, MOST)),
                new ValidationDoors.House(PageLayout.PLAIN, metrics, clock)));
        routes.addAll(repository.routes());
        routes.addAll(new Probes(List.of(), List.of(repository.ready())).routes());
        routes.add(metrics.route());
        repository.measure(metrics);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return WebServer.open(List.of(Listener.plain("public", any, Routes.of(routes))), metrics, clock);
    }

    private void pulse() {
        try {
            while (true) {
                Thread.sleep(20_000);
                feed.beat(clock.instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Serves until its standard input ends.
    public static void main(String[] args) throws Exception {
        ROOT_LOG.setLevel(Level.WARNING);
        PublicNode node = new PublicNode(PublicHome.read(Path.of(args[0])));
        System.out.println(
                node.server.port("public") + " " + node.repository.ldapPort().orElseThrow());
        Thread.ofPlatform().daemon().start(node::pulse);
        node.obey();
        // Without closing: the next process is to find the same snapshot.
        System.exit(0);
    }

    private void obey() throws IOException, GeneralSecurityException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "bare" -> System.out.println(bare());
                case "revoke" -> {
                    revoke(SerialNumber.of(new java.math.BigInteger(words[1], 16)));
                    System.out.println("published");
                }
                case "known" -> System.out.println(repository.state().size());
                default -> System.out.println("?");
            }
        }
    }

    private void revoke(SerialNumber serial) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Change revoked = new Change.Revoked(now, CrlReason.KEY_COMPROMISE, Optional.empty());
        feed.publish(now, List.of(new Batch.Item.Status(PublicFeed.CA, serial, revoked)));
    }

    /// CPU time of one verification and one signature of P-256, nothing else, in microseconds.
    private String bare() throws GeneralSecurityException {
        Bytes message = home.issuer().der();
        Bytes signature = home.serverKey().sign(message);
        Corretto.Bare verifying = Corretto.Bare.of(
                home.server().subjectPublicKeyInfo(), SignatureAlgorithm.ECDSA_SHA256, message, signature);
        java.security.Signature signer = java.security.Signature.getInstance("SHA256withECDSA", Corretto.PROVIDER);
        signer.initSign(((PublicHome.FastSigner) home.serverKey()).key());
        byte[] octets = message.toArray();
        double[] verify = new double[20];
        double[] sign = new double[20];
        for (int round = 0; round < verify.length; round++) {
            long began = CpuTimes.ofThisThread();
            for (int i = 0; i < 200; i++) {
                verifying.verify();
            }
            long half = CpuTimes.ofThisThread();
            for (int i = 0; i < 200; i++) {
                signer.update(octets);
                signer.sign();
            }
            verify[round] = (half - began) / 200e3;
            sign[round] = (CpuTimes.ofThisThread() - half) / 200e3;
        }
        return Rounds.quantile(verify, 0.5) + " " + Rounds.quantile(sign, 0.5);
    }
}
