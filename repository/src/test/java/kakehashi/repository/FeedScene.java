package kakehashi.repository;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Position;
import kakehashi.contract.Pulse;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedPulse;
import kakehashi.contract.Visibility;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

/// A vault's feed for tests: it signs batches as the vault does, and lays them where a node asks.
final class FeedScene implements FeedSource {
    static final Id CA = Id.ofHex("000102030405060708090a0b0c0d0e0f");
    static final Id CASE = Id.ofHex("ca5e0203040506070809ca5e0c0d0e0f");
    static final String POST = "CN=Director,OU=Section,OU=Ministry,O=Japanese Government,C=JP";
    static final String JAPANESE_POST = "CN=課長,OU=課,OU=省,O=日本国政府,C=JP";
    static final Instant NOW = TestPki.NOW;
    static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

    final List<TestKey> custodians = List.of(ed25519(), ed25519(), ed25519());
    final List<Bytes> batches = new ArrayList<>();
    final Map<Digest, Bytes> files = new HashMap<>();
    final InstallationPin pin;
    TestKey feedKey = ed25519();
    Optional<Bytes> pulse = Optional.empty();
    boolean away;
    private Position last = new Position(0, Digest.ZERO);
    private long chain = 10;

    FeedScene() {
        RelyingParty party = new RelyingParty("a.invalid", "https://a.invalid");
        Genesis genesis = new Genesis(
                Bytes.wrap(new byte[Genesis.NONCE_OCTETS]),
                "test",
                "test.example",
                List.of(CA),
                keys(feedKey),
                new Rules(List.of(), List.of(), party, party, party),
                List.of(),
                List.of(),
                NOW);
        Bytes octets = genesis.der();
        Bytes entry = new Entry(0, Digest.ZERO, 1, NOW, new Entry.Cause.Genesis(Digest.of(octets)), List.of()).der();
        pin = new InstallationPin(Digest.of(entry), entry, octets);
    }

    static TestKey ed25519() {
        return TestKey.generate(SignatureAlgorithm.ED25519);
    }

    Keys keys(TestKey feed) {
        return new Keys(
                feed.publicKey(),
                feed.publicKey(),
                List.of(),
                custodians.stream().map(TestKey::publicKey).toList(),
                2);
    }

    static SerialNumber serial(long number) {
        return SerialNumber.of(BigInteger.valueOf(number));
    }

    static Batch.Item status(long serial, Change change) {
        return new Batch.Item.Status(CA, serial(serial), change);
    }

    static Batch.Item issued(long serial) {
        return status(serial, new Change.Issued(Digest.ZERO, END));
    }

    /// A certificate that is published.
    Batch.Item published(Certificate one) {
        files.put(Digest.of(one.der()), one.der());
        return new Batch.Item.Status(
                CA, one.serialNumber(), new Change.Issued(Digest.of(one.der()), one.notAfter(), Visibility.PUBLISHED));
    }

    static Batch.Item revoked(Certificate one) {
        return new Batch.Item.Status(
                CA, one.serialNumber(), new Change.Revoked(NOW, CrlReason.SUPERSEDED, Optional.empty()));
    }

    /// The certificate of a post, which has a Japanese name besides.
    static Certificate post(TestCa ca) {
        return ca.issueEndEntity(
                        POST, c -> c.subjectAltNames(List.of(new GeneralName.DirectoryName(Name.of(JAPANESE_POST)))))
                .certificate();
    }

    static Batch.Item certificate(TestCa ca) {
        return new Batch.Item.Certificate(CA, ca.certificate().der());
    }

    Batch.Item crl(Crl crl) {
        files.put(Digest.of(crl.der()), crl.der());
        return new Batch.Item.Crl(
                CA,
                crl.crlNumber().orElseThrow(),
                Digest.of(crl.der()),
                crl.der().length());
    }

    static Batch.Item pair(TestCa ours, TestCa theirs) {
        return new Batch.Item.Pair(
                CASE,
                CrossCertificatePair.of(theirs.crossCertify(ours), ours.crossCertify(theirs))
                        .der());
    }

    /// The next batch, not yet signed.
    Batch next(Batch.Item... items) {
        return new Batch(
                pin.installation(),
                last.index() + 1,
                last.digest(),
                new Position(++chain, Digest.of(Bytes.ofHex("%08x".formatted(chain)))),
                NOW,
                List.of(items));
    }

    Bytes sign(Batch batch) {
        return sign(batch, feedKey);
    }

    static Bytes sign(Batch batch, TestKey key) {
        return new SignedBatch(batch.der(), key.sign(batch.der())).der();
    }

    /// Signs the next batch and publishes it.
    Bytes publish(Batch.Item... items) {
        return publish(next(items));
    }

    Bytes publish(Batch batch) {
        Bytes signed = sign(batch);
        batches.add(signed);
        last = new Position(batch.number(), Digest.of(batch.der()));
        return signed;
    }

    Position last() {
        return last;
    }

    Bytes pulse(Instant at) {
        Pulse made = new Pulse(pin.installation(), last.index(), last.digest(), new Position(chain, Digest.ZERO), at);
        Bytes signed = new SignedPulse(made.der(), feedKey.sign(made.der())).der();
        pulse = Optional.of(signed);
        return signed;
    }

    /// A change to another feed key, signed by some custodians.
    Batch.Item keys(TestKey next, long change, Position lastBatch, List<TestKey> signers) {
        return keys(next, change, Optional.of(lastBatch), signers);
    }

    Batch.Item keys(TestKey next, long change, Optional<Position> lastBatch, List<TestKey> signers) {
        Bytes statement = new KeyChange(pin.installation(), change, keys(next), lastBatch, NOW).der();
        List<CustodianSignature> signatures = signers.stream()
                .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement)))
                .toList();
        return new Batch.Item.Keys(new KeysBody(statement, signatures).der());
    }

    @Override
    public News from(long number, int most) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        List<Bytes> some =
                batches.stream().skip(Math.max(0, number - 1)).limit(most).toList();
        return new News(some, pulse);
    }

    @Override
    public Optional<Bytes> file(Digest digest) {
        return Optional.ofNullable(files.get(digest));
    }
}
