package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.PublicationFeed;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.contract.SubscriberProof;
import kakehashi.keys.Signer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.web.PageLanguage;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A public node has the certificates of its responders renewed, and tells when that does not work.
class CertificateRenewalTest {
    private static final Instant NOW = TestPki.NOW;
    private static final Id AUTHORITY = Id.ofHex("0123456789abcdef0123456789abcdef");
    private static final RenewalPlan PLAN = new RenewalPlan(
            Digest.of(Bytes.ofHex("01")), Id.ofHex("00112233445566778899aabbccddeeff"), Digest.of(Bytes.ofHex("02")));

    @TempDir
    private Path folder;

    private final TestCa ca = TestCa.root("CN=Root,C=JP");
    private final TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private final Certificate first = responder(key.publicKey(), NOW, Duration.ofDays(10));
    private final Book book = new Book();

    private record Key(TestKey key) implements Signer {
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

    /// The order book and whoever answers behind it.
    private static final class Book implements RenewalDesk {
        private final List<SignedOrder> orders = new ArrayList<>();
        private final Map<Id, Bytes> outcomes = new HashMap<>();
        private final Map<Digest, Bytes> files = new HashMap<>();
        private boolean away;

        @Override
        public void submit(Id order, SignedOrder folder) {
            if (away) {
                throw new IllegalStateException("away");
            }
            assertThat(SignedOrder.parse(folder.der()).orElseThrow()).isEqualTo(folder);
            orders.add(folder);
        }

        @Override
        public Optional<Bytes> outcome(Id order) {
            return Optional.ofNullable(outcomes.get(order));
        }

        @Override
        public Optional<Bytes> file(Digest digest) {
            return Optional.ofNullable(files.get(digest));
        }

        Order last() {
            return Order.parse(orders.getLast().order()).orElseThrow();
        }

        void settle(Outcome.Result result) {
            Order order = last();
            Outcome outcome =
                    new Outcome(order.installation(), Digest.of(order.der()), result, Optional.of(7L), order.madeAt());
            outcomes.put(order.order(), new SignedOutcome(outcome.der(), Bytes.ofHex("00")).der());
        }

        void done(Certificate made) {
            files.put(Digest.of(made.der()), made.der());
            settle(new Outcome.Result.Done(List.of(Digest.of(made.der()))));
        }
    }

    /// A feed that knows one CA.
    private record Feed(TestCa ca) implements PublicationFeed {
        @Override
        public List<PublishedCa> authorities() {
            return List.of(new PublishedCa(AUTHORITY, List.of(ca.certificate()), List.of()));
        }

        @Override
        public Collection<CrossCertificatePair> pairs() {
            return List.of();
        }

        @Override
        public List<Crl> crls(Id authority) {
            return List.of();
        }

        @Override
        public Map<Id, Bytes> policies() {
            return Map.of();
        }

        @Override
        public Optional<SerialStatus> status(Id authority, SerialNumber serial) {
            return Optional.empty();
        }

        @Override
        public Freshness freshness() {
            return new Freshness(1, NOW);
        }

        @Override
        public void listen(Runnable changed) {}
    }

    private Certificate responder(SubjectPublicKeyInfo subjectKey, Instant from, Duration life) {
        CertificateBuilder fields = new CertificateBuilder()
                .subject(Name.of("CN=OCSP,C=JP"))
                .publicKey(subjectKey)
                .validity(from, from.plus(life))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE))
                .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING)));
        return ca.issue(fields, one -> {});
    }

    private CertificateRenewal renewal() {
        PublicParts.Responder responder = new PublicParts.Responder(
                ca.certificate(),
                new ResponderCredential(new Key(key), first),
                CredentialSupplier.none(),
                Optional.of(PLAN));
        return new CertificateRenewal(
                PLAN, CertificateRenewal.Holder.of(responder), new Feed(ca), folder.resolve("responders"));
    }

    /// The validation server's is renewed in the same way, and taken for another use of the key too.
    @Test
    void givesTheValidationServerTheNextCertificateOfItsKey() {
        Instant[] now = {NOW.plus(Duration.ofDays(5))};
        Certificate usual = server(NOW, ExtendedKeyUsage.SCVP_SERVER);
        ServerCredential first = new ServerCredential(new Key(key), usual, List.of(ca.certificate()));
        ServerCredential both = first.with(List.of(first));
        CertificateRenewal renewal = new CertificateRenewal(
                PLAN, CertificateRenewal.Holder.of(both), new Feed(ca), folder.resolve("responders"));
        ServerDuty duty = new ServerDuty(both, Optional.of(renewal), () -> now[0]);
        assertThat(duty.get()).isSameAs(both);
        for (Oid purpose : List.of(ExtendedKeyUsage.OCSP_SIGNING, ExtendedKeyUsage.SCVP_SERVER)) {
            renewal.tick(book, now[0]);
            book.done(server(now[0], purpose));
            renewal.tick(book, now[0]);
            assertThat(duty.get().certificate().equals(usual)).isEqualTo(purpose == ExtendedKeyUsage.OCSP_SIGNING);
            now[0] = now[0].plus(Duration.ofHours(2));
        }
        assertThat(duty.get().certificates())
                .singleElement()
                .satisfies(one -> assertThat(one.notAfter()).isAfter(usual.notAfter()));
        assertThat(duty.get()).isSameAs(duty.get());
    }

    private Certificate server(Instant from, Oid purpose) {
        CertificateBuilder fields = new CertificateBuilder()
                .subject(Name.of("CN=Validation server,C=JP"))
                .publicKey(key.publicKey())
                .validity(from, from.plus(Duration.ofDays(10)))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE))
                .extendedKeyUsage(new ExtendedKeyUsage(List.of(purpose)));
        return ca.issue(fields, one -> {});
    }

    private Optional<Certificate> next(CertificateRenewal renewal) {
        return renewal.forOcsp()
                .next(new ResponderCredential(new Key(key), first), NOW)
                .map(ResponderCredential::certificate);
    }

    @Test
    void ordersTheNextCertificateAtHalfOfItsLifeAndKeepsIt() {
        CertificateRenewal renewal = renewal();
        renewal.tick(book, NOW.plus(Duration.ofDays(4)));
        assertThat(book.orders).isEmpty();
        Instant half = NOW.plus(Duration.ofDays(5));
        renewal.tick(book, half);
        renewal.tick(book, half.plusSeconds(20));
        assertThat(book.orders).hasSize(1);
        assertThat(next(renewal)).isEmpty();
        Certificate made = responder(key.publicKey(), half, Duration.ofDays(10));
        book.done(made);
        renewal.tick(book, half.plusSeconds(40));
        assertThat(next(renewal)).contains(made);
        assertThat(renewal.fault()).isEmpty();
        renewal.tick(book, half.plusSeconds(60));
        assertThat(book.orders).hasSize(1);
        assertThat(next(renewal())).as("after a restart").contains(made);
    }

    @Test
    void ordersByItsOwnKeyWhatTheAuthorisationAllows() {
        // A statement has no fractions of a second.
        renewal().tick(book, NOW.plus(Duration.ofDays(6)).plusMillis(1));
        Order order = book.last();
        assertThat(order.kind()).isEqualTo(OrderKind.ISSUE);
        assertThat(order.authority()).contains(AUTHORITY);
        assertThat(order.authorisation()).contains(PLAN.authorisation());
        IssueBody body = (IssueBody) order.parseBody().orElseThrow();
        assertThat(body.items()).singleElement().satisfies(item -> {
            assertThat(item.key()).isEqualTo(key.publicKey());
            assertThat(item.asked().subject().der()).isEqualTo(first.subject().der());
            assertThat(item.asked().profile()).isEqualTo(PLAN.profile());
        });
        SubscriberProof proof = SubscriberProof.parse(
                        book.orders.getLast().subscriber().orElseThrow())
                .orElseThrow();
        CertificationRequest asked = CertificationRequest.parse(((SubscriberProof.Pkcs10) proof).request())
                .orElseThrow();
        assertThat(asked.verifiesItself()).isTrue();
        assertThat(asked.subjectPublicKeyInfo()).isEqualTo(key.publicKey());
    }

    @Test
    void believesNothingThatTheCaDidNotSignForItsKey() {
        TestCa stranger = TestCa.root("CN=Root,C=JP");
        TestEntity other = ca.issueEndEntity("CN=OCSP,C=JP");
        Instant now = NOW.plus(Duration.ofDays(5));
        CertificateRenewal renewal = renewal();
        for (Certificate wrong : List.of(
                other.certificate(),
                stranger.issueEndEntity("CN=OCSP,C=JP").certificate(),
                responder(other.key().publicKey(), NOW, Duration.ofDays(30)),
                responder(key.publicKey(), NOW, Duration.ofDays(9)))) {
            renewal.tick(book, now);
            book.done(wrong);
            renewal.tick(book, now);
            assertThat(next(renewal)).isEmpty();
            assertThat(renewal.fault())
                    .hasValueSatisfying(why -> assertThat(why).contains("no certificate for this"));
            now = now.plus(Duration.ofHours(2));
        }
        assertThat(book.orders).hasSize(4);
    }

    @Test
    void tellsWhatKeepsItFromBeingRenewedAndTriesAgain() throws Exception {
        CertificateRenewal renewal = renewal();
        Instant now = NOW.plus(Duration.ofDays(5));
        book.away = true;
        renewal.tick(book, now);
        assertThat(renewal.fault()).contains("the order book cannot be reached");
        book.away = false;
        renewal.tick(book, now.plusSeconds(20));
        book.settle(new Outcome.Result.Refused(List.of(new Outcome.Refusal("authorisation-exhausted", 0))));
        renewal.tick(book, now.plusSeconds(40));
        try (CertificateRenewals all =
                CertificateRenewals.start(List.of(renewal), Optional.empty(), java.time.InstantSource.fixed(now))) {
            assertThat(all.check().failure().get()).contains("the vault refuses: authorisation-exhausted");
        }
        renewal.tick(book, now.plusSeconds(60));
        assertThat(book.orders).as("not at once").hasSize(1);
        Files.writeString(folder.resolve("responders"), "no folder");
        Certificate made = responder(key.publicKey(), now, Duration.ofDays(10));
        renewal.tick(book, now.plus(Duration.ofHours(2)));
        book.done(made);
        renewal.tick(book, now.plus(Duration.ofHours(2)));
        assertThat(next(renewal)).as("used, though it cannot be kept").contains(made);
        assertThat(renewal.fault()).isEmpty();
    }

    @Test
    void alarmsBeforeACertificateExpiresAndWhenItHas() {
        Instant[] now = {NOW};
        CertificateWatch watch = new CertificateWatch(
                "ocsp-certificates", new Words("OCSPレスポンダ", "the OCSP responder"), () -> List.of(first), () -> now[0]);
        now[0] = NOW.plus(Duration.ofDays(8));
        assertThat(watch.check().failure().get()).isEmpty();
        assertThat(watch.note()).isEmpty();
        now[0] = NOW.plus(Duration.ofDays(9));
        assertThat(watch.check().failure().get())
                .hasValueSatisfying(why -> assertThat(why).contains("the OCSP responder expires soon"));
        now[0] = NOW.plus(Duration.ofDays(11));
        assertThat(watch.check().failure().get())
                .hasValueSatisfying(why -> assertThat(why).contains("the OCSP responder has expired"));
        assertThat(watch.note().orElseThrow().in(PageLanguage.JAPANESE)).contains("有効期間が終わりました");
        Certificate long1 = responder(key.publicKey(), NOW, Duration.ofDays(730));
        CertificateWatch years = new CertificateWatch(
                "validation-certificates", new Words("検証サーバ", "the server"), () -> List.of(long1), () -> now[0]);
        now[0] = long1.notAfter().minus(Duration.ofDays(15));
        assertThat(years.note()).isEmpty();
        now[0] = long1.notAfter().minus(Duration.ofDays(13));
        assertThat(years.note()).isPresent();
    }
}
