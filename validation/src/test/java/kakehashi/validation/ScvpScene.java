package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.Query;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import kakehashi.x509.WantBackValue;

/// A bridge between two domains and a validation server in the first one.
final class ScvpScene {
    static final Oid DEFAULT = Oid.of("1.2.392.1.1");
    static final Oid STRICT = Oid.of("1.2.392.1.2");
    static final Oid COLLECTING = Oid.of("1.2.392.1.33");

    final TestPki pki = new TestPki();
    final TestCa root = pki.root("CN=Root,O=Government,C=JP");
    final TestCa bridge = pki.root("CN=Bridge,O=Government,C=JP");
    final TestCa agency = pki.root("CN=Agency,O=Agency,C=JP");
    final Certificate toBridge = root.crossCertify(bridge);
    final Certificate toAgency = bridge.crossCertify(agency);
    final TestEntity alice = agency.issueEndEntity("CN=Alice,O=Agency,C=JP");
    final TestEntity bob = agency.issueEndEntity("CN=Bob,O=Agency,C=JP");
    final MovableClock clock = new MovableClock(TestPki.NOW);
    final Validation validation;
    final ServerCredential credential;
    final ValidationServer server;
    final ScvpClient client;

    ScvpScene() {
        this(TestPki.USUAL);
    }

    ScvpScene(SignatureAlgorithm algorithm) {
        validation = new Validation(
                PolicyCatalogue.of(policy(DEFAULT, "overrides = allowed", "revocation = required"))
                        .with(policy(STRICT, "overrides = refused", "require-explicit-policy = yes")),
                SearchBudget.UNTIMED);
        validation.replace(TrustGraph.of(List.of(toBridge, toAgency)));
        validation.replace(evidence());
        TestCa va = pki.root("CN=VA root,O=Government,C=JP", algorithm);
        TestEntity own = va.issueEndEntity(
                "CN=Validation server,O=Government,C=JP",
                c -> c.extendedKeyUsage(new ExtendedKeyUsage(List.of(ScvpClient.SCVP_SERVER))));
        credential = new ServerCredential(new TestSigner(own.key()), own.certificate(), List.of(va.certificate()));
        server = new ValidationServer(validation, credential, ScvpOptions.DEFAULT, clock);
        client = new ScvpClient(new ScvpClient.Trust.Pinned(Set.of(own.certificate())), clock);
    }

    /// From now on there is a policy that lets the outside be asked.
    void allowCollection() {
        validation.replace(validation
                .policies()
                .with(policy(COLLECTING, "overrides = allowed", "revocation = required", "collection = on")));
    }

    RevocationEvidence evidence() {
        return RevocationEvidence.of(List.of(root.crl(), bridge.crl(), agency.crl()), List.of());
    }

    RelyingPartyPolicy policy(Oid id, String... lines) {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = %s
                version = 1
                name.ja = 試験
                name.en = Test
                %s
                %s""".formatted(id, String.join("\n", lines), Pem.encode(root.certificate()));
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    static Query.Builder about(CertCheck check, Certificate... certificates) {
        return Query.about(
                CertReferences.of(List.of(certificates)),
                check,
                ValidationPolicy.of(ValidationPolRef.defaultValPolicy()));
    }

    static Query.Builder statusOf(Certificate... certificates) {
        return about(CertCheck.BUILD_STATUS_CHECKED_PKC_PATH, certificates);
    }

    CvResponse ask(Query.Builder query) {
        return ask(CvRequest.of(query.build()));
    }

    /// The one reply of a response that refuses nothing.
    CertReply reply(Query.Builder query) {
        CvResponse response = ask(query);
        assertThat(response.responseStatus().statusCode()).isEqualTo(CvStatusCode.OKAY);
        return response.replyObjects().getFirst();
    }

    /// How many pieces of evidence a reply brings.
    static int pieces(CertReply reply, WantBack wantBack) {
        return reply.value(wantBack).orElseThrow() instanceof WantBackValue.RevInfoWantBack info
                ? info.revocationInfo().size()
                : -1;
    }

    /// The response, which the client must believe unless the server refused.
    CvResponse ask(CvRequest request) {
        ScvpClient.Sent sent = ScvpClient.send(request);
        return switch (client.receive(sent, server.cv(sent.message()))) {
            case ScvpClient.Received.Believed(CvResponse response, var signer) -> response;
            case ScvpClient.Received.Refused(CvResponse response) -> response;
            case ScvpClient.Received.NotBelieved(String reason) -> throw new AssertionError(reason);
        };
    }

    RevocationItem revoking(TestEntity who) {
        return new RevocationItem.FullCrl(agency.crl(
                TestPki.NOW.minus(Duration.ofHours(1)),
                list -> list.revoke(who.certificate().serialNumber(), TestPki.NOW.minusSeconds(7200))));
    }
}
