package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import kakehashi.keys.Signer;
import kakehashi.keys.TokenUnavailable;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Certificate;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.PkcReference;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.Query;
import kakehashi.x509.RequestReference;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignedMessage;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ValPolRequest;
import kakehashi.x509.ValPolResponse;
import kakehashi.x509.ValidationAlg;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import org.junit.jupiter.api.Test;

/// The octets around questions and answers: envelopes, references, caches, policies, and what the client believes.
class ScvpProtocolTest {
    private final ScvpScene scene = new ScvpScene();
    private final Certificate alice = scene.alice.certificate();

    @Test
    void refusesWhatIsNoRequest() {
        assertThat(status(Bytes.EMPTY)).isEqualTo(CvStatusCode.BAD_STRUCTURE);
        assertThat(status(new ContentInfo(ContentInfo.DATA, AlgorithmIdentifier.NULL).der()))
                .isEqualTo(CvStatusCode.BAD_STRUCTURE);
        assertThat(status(new ContentInfo(ContentInfo.CERT_VAL_REQUEST, AlgorithmIdentifier.NULL).der()))
                .isEqualTo(CvStatusCode.UNABLE_TO_DECODE);
    }

    private CvStatusCode status(Bytes message) {
        return CvResponse.parseContentInfo(scene.server.cv(message))
                .orElseThrow()
                .responseStatus()
                .statusCode();
    }

    @Test
    void repeatsNonceTextAndRequestAsAsked() {
        Query query = ScvpScene.statusOf(alice)
                .responseFlags(ResponseFlags.DEFAULT
                        .with(ResponseFlags.Flag.FULL_REQUEST_IN_RESPONSE)
                        .without(ResponseFlags.Flag.RESPONSE_VALIDATION_POL_BY_REF)
                        .without(ResponseFlags.Flag.CACHED_RESPONSE))
                .build();
        CvRequest request = CvRequest.from(query)
                .requestNonce(Bytes.ofHex("0011223344556677"))
                .requestorText("受付 17")
                .build();
        CvResponse response = scene.ask(request);
        assertThat(response.respNonce()).isEqualTo(request.requestNonce());
        assertThat(response.requestorText()).contains("受付 17");
        assertThat(response.requestRef()).contains(new RequestReference.FullRequest(request.der()));
        ValidationPolicy policy = response.respValidationPolicy().orElseThrow();
        assertThat(policy.validationPolRef()).isEqualTo(ValidationPolRef.of(ScvpScene.DEFAULT));
        assertThat(policy.trustAnchors()).containsExactly(new PkcReference.Cert(scene.root.certificate()));
        assertThat(policy.requireExplicitPolicy()).contains(false);
    }

    @Test
    void hashesTheRequestByTheDigestThatTheClientWants() {
        CvRequest request = CvRequest.from(ScvpScene.statusOf(alice).build())
                .hashAlg(DigestAlgorithm.SHA_384)
                .build();
        assertThat(scene.ask(request).requestRef())
                .contains(RequestReference.hashOf(DigestAlgorithm.SHA_384, request.der()));
    }

    @Test
    void rfc5055_4_6_1_hashesBySha1WhereTheClientSaysNothing() {
        CvRequest request = CvRequest.of(ScvpScene.statusOf(alice).build());
        assertThat(scene.ask(request).requestRef())
                .contains(RequestReference.hashOf(DigestAlgorithm.SHA_1, request.der()));
        CvRequest strange = new CvRequest(
                1,
                request.query(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Extensions.NONE,
                Optional.empty(),
                Optional.of(Oid.of("1.2.3")),
                Optional.empty());
        assertThat(scene.ask(strange).requestRef())
                .contains(RequestReference.hashOf(DigestAlgorithm.SHA_1, strange.der()));
    }

    @Test
    void rfc5055_4_5_namesThePolicyWithWhatTheClientSetOtherwise() {
        ValidationPolicy.Builder asked = ValidationPolicy.from(ValidationPolRef.defaultValPolicy())
                .validationAlg(ValidationAlg.basic())
                .inhibitAnyPolicy(true)
                .requireExplicitPolicy(false)
                .userPolicySet(List.of(PolicyInformation.ANY_POLICY))
                .trustAnchors(List.of(new PkcReference.Cert(scene.root.certificate())));
        Query query = Query.about(
                        CertReferences.of(List.of(alice)), CertCheck.BUILD_STATUS_CHECKED_PKC_PATH, asked.build())
                .build();
        assertThat(scene.ask(CvRequest.of(query)).respValidationPolicy())
                .contains(ValidationPolicy.from(ValidationPolRef.of(ScvpScene.DEFAULT))
                        .inhibitAnyPolicy(true)
                        .build());
    }

    @Test
    void rfc5055_4_4_saysThatExtensionsWereSkipped() {
        Extensions harmless = Extensions.of(List.of(new Extension(Oid.of("1.2.3"), false, AlgorithmIdentifier.NULL)));
        CvResponse response = scene.ask(CvRequest.from(ScvpScene.statusOf(alice).build())
                .requestExtensions(harmless)
                .build());
        assertThat(response.responseStatus().statusCode()).isEqualTo(CvStatusCode.SKIP_UNRECOGNIZED_ITEMS);
        assertThat(response.replyObjects()).hasSize(1);
        assertThat(scene.ask(ScvpScene.statusOf(alice).queryExtensions(harmless))
                        .responseStatus()
                        .statusCode())
                .isEqualTo(CvStatusCode.SKIP_UNRECOGNIZED_ITEMS);
    }

    @Test
    void rfc5055_4_4_saysThatItCannotSignOrBroke() {
        Bytes message =
                ScvpClient.send(CvRequest.of(ScvpScene.statusOf(alice).build())).message();
        Bytes policies = ValPolRequest.of(Bytes.ofHex("c0ffee")).contentInfo().der();
        ValidationServer keyless = signing(() -> new TokenUnavailable("the token is away", new IOException()));
        assertThat(status(keyless.cv(message), CvResponse::parseContentInfo))
                .isEqualTo(CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED);
        assertThat(status(keyless.vp(policies), CvResponse::parseContentInfo))
                .isEqualTo(CvStatusCode.PROTECTED_RESPONSE_UNSUPPORTED);
        ValidationServer broken = signing(() -> new IllegalStateException("a bug"));
        assertThat(status(broken.cv(message), CvResponse::parseContentInfo)).isEqualTo(CvStatusCode.INTERNAL_ERROR);
    }

    private static CvStatusCode status(Bytes answer, Function<Bytes, Parsed<CvResponse>> parse) {
        return parse.apply(answer).orElseThrow().responseStatus().statusCode();
    }

    private ValidationServer signing(Supplier<RuntimeException> failure) {
        Signer own = scene.credential.signer();
        Signer failing = new Signer() {
            @Override
            public SignatureAlgorithm algorithm() {
                return own.algorithm();
            }

            @Override
            public SubjectPublicKeyInfo publicKey() {
                return own.publicKey();
            }

            @Override
            public Bytes sign(Bytes message) {
                throw failure.get();
            }
        };
        ServerCredential credential =
                new ServerCredential(failing, scene.credential.certificate(), scene.credential.issuers());
        return new ValidationServer(scene.validation, credential, ScvpOptions.DEFAULT, scene.clock);
    }

    @Test
    void rfc5055_4_4_isTooBusyForMoreThanEightFullRequestsAtOnce() throws Exception {
        ScvpLoad load = new ScvpLoad(ScvpOptions.DEFAULT);
        assertThat(load.enter(5_000)).as("alone, whatever its size").isTrue();
        assertThat(load.enter(1)).isFalse();
        load.leave(5_000);
        assertThat(load.enter(2_048)).isTrue();
        assertThat(load.enter(1)).isFalse();
        Semaphore mayGo = new Semaphore(0);
        // The source of status is asked while a question is worked on: there those with a seat wait, the others for
        // one.
        scene.validation.heed((issuer, serial, now) -> {
            mayGo.acquireUninterruptibly();
            return new StatusAnswer.UnknownIssuer();
        });
        ScvpOptions one = new ScvpOptions(1 << 20, 100, 1, Duration.ZERO, 0);
        ValidationServer narrow = ValidationServer.unprotected(scene.validation, one, scene.clock);
        Certificate[] many = Collections.nCopies(100, alice).toArray(Certificate[]::new);
        Query.Builder query = ScvpScene.statusOf(many)
                .responseFlags(ResponseFlags.DEFAULT.without(ResponseFlags.Flag.PROTECT_RESPONSE));
        Bytes message = CvRequest.of(query.build()).contentInfo().der();
        List<Thread> eight = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Bytes>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    eight.add(Thread.currentThread());
                    return narrow.cv(message);
                }));
            }
            while (eight.size() < 8 || !eight.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
                Thread.sleep(1);
            }
            assertThat(status(narrow.cv(message), CvResponse::parseContentInfo)).isEqualTo(CvStatusCode.TOO_BUSY);
            mayGo.release(1_000_000);
            for (Future<Bytes> each : all) {
                assertThat(status(each.get(), CvResponse::parseContentInfo)).isEqualTo(CvStatusCode.OKAY);
            }
        }
    }

    @Test
    void leavesTheSignatureOutOnlyWhenAsked() {
        Query.Builder bare = ScvpScene.statusOf(alice)
                .responseFlags(ResponseFlags.DEFAULT.without(ResponseFlags.Flag.PROTECT_RESPONSE));
        ScvpClient.Sent sent = ScvpClient.send(CvRequest.of(bare.build()));
        assertThat(CvResponse.parseContentInfo(scene.server.cv(sent.message())).toOptional())
                .isPresent();
        assertThat(scene.ask(bare).replyObjects()).hasSize(1);
    }

    @Test
    void givesACachedResponseUntilAnythingChanges() {
        Bytes message =
                ScvpClient.send(CvRequest.of(ScvpScene.statusOf(alice).build())).message();
        scene.server.cv(message);
        // Most requests come once: the second time the response is kept.
        Bytes first = scene.server.cv(message);
        scene.clock.advance(Duration.ofSeconds(30));
        assertThat(scene.server.cv(message)).isSameAs(first);
        scene.validation.replace(scene.evidence());
        assertThat(scene.server.cv(message)).isNotEqualTo(first);
        Bytes second = scene.server.cv(message);
        scene.clock.advance(Duration.ofSeconds(61));
        assertThat(scene.server.cv(message)).isNotEqualTo(second);
    }

    private SignedMessage.Unsigned preparedByBob(Bytes der) {
        return SignedMessage.prepare(
                ContentInfo.CERT_VAL_REQUEST,
                der,
                scene.bob.certificate(),
                scene.bob.key().algorithm());
    }

    @Test
    void readsASignedRequestAndRefusesAForgedOne() {
        Bytes der = CvRequest.of(ScvpScene.statusOf(alice).build()).der();
        SignedMessage.Unsigned unsigned = preparedByBob(der);
        Bytes signature = scene.bob.key().sign(unsigned.signedAttributes());
        Bytes good = unsigned.signed(signature, List.of(scene.bob.certificate()));
        assertThat(SignedMessage.parse(scene.server.cv(good)).toOptional()).isPresent();
        Bytes forged = unsigned.signed(scene.bob.key().sign(der), List.of(scene.bob.certificate()));
        assertThat(status(forged)).isEqualTo(CvStatusCode.BAD_SIGNATURE_OR_MAC);
        assertThat(status(unsigned.signed(signature, List.of()))).isEqualTo(CvStatusCode.UNRECOGNIZED_SIG_KEY);
    }

    @Test
    void rfc5055_4_4_tellsAnAlgorithmThatItDoesNotSupportFromASignatureThatDoesNotMatch() {
        Bytes der = CvRequest.of(ScvpScene.statusOf(alice).build()).der();
        SignedMessage.Unsigned unsigned = preparedByBob(der);
        String signed = unsigned.signed(
                        scene.bob.key().sign(unsigned.signedAttributes()), List.of(scene.bob.certificate()))
                .toString();
        // ecdsa-with-SHA256 of the signer's part, which stands last, becomes an algorithm that nobody has.
        String known = "2a8648ce3d040302";
        int last = signed.lastIndexOf(known);
        Bytes unknown = Bytes.ofHex(signed.substring(0, last) + "2a8648ce3d04037f" + signed.substring(last + 16));
        assertThat(status(unknown)).isEqualTo(CvStatusCode.UNSUPPORTED_SIGNATURE_OR_MAC);
        Bytes mac = new ContentInfo(Oid.of("1.2.840.113549.1.9.16.1.2"), Bytes.ofHex("3000")).der();
        assertThat(status(mac)).isEqualTo(CvStatusCode.UNSUPPORTED_SIGNATURE_OR_MAC);
    }

    @Test
    void rfc5055_6_tellsItsPoliciesSigned() {
        ValPolRequest request = ValPolRequest.of(Bytes.ofHex("c0ffee"));
        SignedMessage signed = SignedMessage.parse(
                        scene.server.vp(request.contentInfo().der()))
                .orElseThrow();
        assertThat(signed.verifiedSigner()).contains(scene.credential.certificate());
        ValPolResponse response = ValPolResponse.parse(signed.content()).orElseThrow();
        assertThat(response.requestNonce()).isEqualTo(request.requestNonce());
        assertThat(response.validationPolicies())
                .containsExactly(ValidationPolRef.DEFAULT_VAL_POLICY, ScvpScene.DEFAULT, ScvpScene.STRICT);
        assertThat(response.defaultPolicyValues().trustAnchors()).hasSize(1);
        assertThat(response.serverConfigurationId())
                .isEqualTo(BigInteger.valueOf(scene.validation.configurationNumber()));
    }

    @Test
    void theClientBelievesNoOtherServerRequestOrCertificate() {
        ScvpClient.Sent sent =
                ScvpClient.send(CvRequest.of(ScvpScene.statusOf(alice).build()));
        Bytes answer = scene.server.cv(sent.message());
        ScvpClient stranger = new ScvpClient(new ScvpClient.Trust.Pinned(Set.of(alice)), scene.clock);
        assertThat(stranger.receive(sent, answer)).isInstanceOf(ScvpClient.Received.NotBelieved.class);
        ScvpClient.Sent other = ScvpClient.send(
                CvRequest.of(ScvpScene.statusOf(scene.bob.certificate()).build()));
        assertThat(scene.client.receive(other, answer))
                .isEqualTo(new ScvpClient.Received.NotBelieved("the response is to another request"));
        byte[] changed = answer.toArray();
        // In the content, which is signed; what follows it are certificates.
        changed[100] ^= 1;
        assertThat(scene.client.receive(sent, Bytes.wrap(changed))).isInstanceOf(ScvpClient.Received.NotBelieved.class);
    }
}
