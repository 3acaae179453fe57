package kakehashi.stories;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.CollectText;
import kakehashi.collection.FetchBudget;
import kakehashi.collection.Fetcher;
import kakehashi.collection.OnDemandFetch;
import kakehashi.collection.OutgoingAddress;
import kakehashi.contract.Batch;
import kakehashi.keys.Signer;
import kakehashi.platform.NothingCollected;
import kakehashi.platform.PublicParts;
import kakehashi.platform.PublicZone;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.RepositorySettings;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.validation.ApiKey;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ServerCredential;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A public node that serves, wired as the product wires it: one CA from a feed in memory, LDAP, and a policy under
/// which the outside is asked through a proxy on this machine.
final class ServedNode implements AutoCloseable {
    static final String POLICY = "2.999.1.1";
    static final String SECRET = "a-key-of-the-suites";

    final TestCa ca = TestCa.root("OU=Ministry CA,O=Government,C=JP");
    final Crl list = ca.crl();
    final ServedFeed feed = new ServedFeed();
    final PublicZone zone;
    private final OnDemandFetch outside;

    record Key(TestKey key) implements Signer {
        @Override
        public Bytes sign(Bytes message) {
            return key.sign(message);
        }

        @Override
        public SubjectPublicKeyInfo publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }
    }

    /// @param hostsPort the port of the proxy; nobody need listen there
    ServedNode(Path folder, int hostsPort) {
        feed.publish(new Batch.Item.Certificate(ServedFeed.CA, ca.certificate().der()), feed.crl(list));
        TestEntity server = ca.issueEndEntity("CN=Validation server,O=Government,C=JP");
        String text = "[outgoing]\nallow = [\"127.0.0.0/8\"]\nproxy = \"127.0.0.1:" + hostsPort + "\"\n"
                + "ports = [80, 8080, 389]\n";
        CollectPlan plan = ((CollectText.Result.Plan) CollectText.read(text)).plan();
        Fetcher fetcher = new Fetcher(OutgoingAddress.ofSystem(plan.outgoing()), new FetchBudget(plan.octets()));
        outside = new OnDemandFetch(plan, fetcher, InstantSource.system());
        ApiKey key = new ApiKey(
                "suites", Bytes.wrap(SECRET.getBytes(StandardCharsets.UTF_8)).sha256(), 100_000);
        PublicParts.Answers answers = new PublicParts.Answers(
                List.of(policy(ca.certificate())),
                List.of(),
                new ServerCredential(new Key(server.key()), server.certificate(), List.of()),
                new NothingCollected(),
                Optional.of(outside),
                DoorOptions.DEFAULT.with(List.of(key)));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        RepositorySettings settings = new RepositorySettings(
                feed.pin, folder.resolve("node"), Optional.of(any), LdapLimits.DEFAULT, List.of());
        zone = PublicZone.open(
                new PublicParts(
                        settings,
                        feed,
                        answers,
                        new PublicParts.Site(new Words("架け橋", "Kakehashi"), new Words("試験", "Test"), Optional.empty()),
                        List.of(PublicParts.HttpDoor.plain("http", any, PublicParts.Offer.ALL))),
                InstantSource.system());
        while (!zone.isReady()) {
            Thread.onSpinWait();
        }
    }

    static RelyingPartyPolicy policy(Certificate ca) {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = %s
                version = 1
                name.ja = 試験群
                name.en = Suites
                algorithms = historical
                min-rsa-bits = 1024
                revocation = required
                anchor-trust = validity
                overrides = allowed
                collection = on
                %s""".formatted(POLICY, Pem.encode(ca));
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return zone.port("http");
    }

    @Override
    public void close() {
        zone.close();
        outside.close();
    }
}
