package kakehashi.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.SealedState;
import kakehashi.revocation.Revocation;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.VerificationKey;

/// Derives what a reconcile ceremony takes up: from the chain as it was found, the sealed state and the records
/// that others had, and from nothing else, so that all who look get the same (docs/adr/0005).
///
/// [#taken] is known outside: lost batches told it, or it tells nothing. [#told] is news for the public zone.
public final class TakenUp {
    /// How the public zone sees a serial number after the lost batches.
    private enum Told {
        NOTHING,
        ISSUED,
        HELD,
        FINAL
    }

    /// What is known of a serial number beside the chain.
    private static final class Seen {
        private Optional<Instant> notAfter = Optional.empty();
        private Effect.Holder holder = Effect.Holder.END_ENTITY;
        private Told told = Told.NOTHING;
        private boolean lost;
    }

    private final AuthorityState state;
    private final BiFunction<Id, SerialNumber, Optional<Certificate>> rows;
    private final Id statement;
    private final Instant at;
    private final Map<AuthorityState.SerialKey, Seen> seen = new LinkedHashMap<>();
    private final Map<Id, BigInteger> numbers = new LinkedHashMap<>();
    private final List<Effect> taken = new ArrayList<>();
    private final List<Effect> told = new ArrayList<>();
    private final List<Bytes> documents = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final KeyChanges keys;

    /// @param rows certificates that the chain recorded
    /// @param statement the id of the statement
    /// @param at its time
    public TakenUp(
            AuthorityState state, BiFunction<Id, SerialNumber, Optional<Certificate>> rows, Id statement, Instant at) {
        this.state = state;
        this.rows = rows;
        this.statement = statement;
        this.at = at;
        this.keys = new KeyChanges(state);
        state.issuers().forEach(issuer -> number(issuer.id(), issuer.crlNumber()));
    }

    /// Takes all in: certificates first, for what they say of themselves; batches as they came; then CRLs, the
    /// sealed state, and what nobody knows an order of.
    public void take(LostRecords records, Optional<SealedState> sealed) {
        records.certificates().forEach(this::know);
        records.batches().forEach(lost -> lost.batch().items().forEach(this::take));
        records.crls().forEach(this::take);
        sealed.ifPresent(this::take);
        records.certificates().forEach(this::closeUnknown);
        seen.forEach(this::revokeLost);
    }

    private void know(LostRecords.FoundCertificate found) {
        Seen known = seen(new AuthorityState.SerialKey(
                found.authority(), found.certificate().serialNumber()));
        known.notAfter = Optional.of(found.certificate().notAfter());
        known.holder = RevocationOrders.holder(found.certificate());
    }

    private Seen seen(AuthorityState.SerialKey key) {
        return seen.computeIfAbsent(key, this::ofChain);
    }

    /// What the chain itself says of a serial number.
    private Seen ofChain(AuthorityState.SerialKey key) {
        Seen known = new Seen();
        rows.apply(key.authority(), key.serial()).ifPresent(certificate -> {
            known.notAfter = Optional.of(certificate.notAfter());
            known.holder = RevocationOrders.holder(certificate);
            known.told = Told.ISSUED;
        });
        listed(key).ifPresent(status -> {
            known.notAfter = Optional.of(status.certificate().notAfter());
            known.told = status.state() == Revocation.State.HELD ? Told.HELD : Told.FINAL;
        });
        return known;
    }

    private Optional<Revocation> listed(AuthorityState.SerialKey key) {
        return state.find(key.authority())
                .flatMap(issuer -> issuer.revocations().status(key.serial()));
    }

    /// A certificate ends with its CA's at the latest.
    private Instant notAfter(AuthorityState.SerialKey key) {
        return seen(key)
                .notAfter
                .orElseGet(() -> state.find(key.authority()).orElseThrow().certificates().stream()
                        .map(Certificate::notAfter)
                        .max(Instant::compareTo)
                        .orElse(at));
    }

    private void take(Batch.Item item) {
        switch (item) {
            case Batch.Item.Status status -> take(status);
            case Batch.Item.Crl crl -> number(crl.authority(), crl.number());
            case Batch.Item.Keys(Bytes body) -> {
                keys.take(body);
                taken.add(new Effect.Keys(Digest.of(body)));
                documents.add(body);
            }
            case Batch.Item.Certificate made -> take(made);
            case Batch.Item.Pair pair -> left.add("the pair of case " + pair.caseId() + " was published");
            case Batch.Item.Policy policy -> left.add("the policy " + policy.policy() + " was published");
            case Batch.Item.Withdrawn withdrawn -> left.add("something was withdrawn from publication");
            case Batch.Item.State digest -> {}
        }
    }

    /// A certificate that an outside CA issued to one of ours is taken up, if its key was made before: no order of
    /// ours made it, and whoever follows the feed has it. What we issued ourselves is revoked with its order.
    private void take(Batch.Item.Certificate made) {
        Optional<Certificate> certificate =
                Certificate.parse(made.certificate()).toOptional();
        Optional<Issuer> issuer = state.find(made.authority());
        boolean received = certificate.isPresent()
                && issuer.filter(ca -> isKeyOf(ca, certificate.get())).isPresent()
                && state.issuers().stream()
                        .flatMap(ca -> ca.certificates().stream())
                        .noneMatch(own -> VerificationKey.of(own.subjectPublicKeyInfo())
                                .map(certificate.get()::isSignedBy)
                                .orElse(false));
        if (received) {
            Digest digest = Digest.of(made.certificate());
            taken.add(new Effect.Authority(made.authority(), digest, Effect.InForce.YES));
            documents.add(made.certificate());
        } else {
            left.add("a certificate of CA " + made.authority() + " was published; the chain does not know it");
        }
    }

    private static boolean isKeyOf(Issuer ca, Certificate certificate) {
        return ca.key().equals(Digest.of(certificate.subjectPublicKeyInfo().der()))
                || ca.certificate()
                        .filter(own -> own.subjectPublicKeyInfo().equals(certificate.subjectPublicKeyInfo()))
                        .isPresent();
    }

    private void take(Batch.Item.Status item) {
        AuthorityState.SerialKey key = new AuthorityState.SerialKey(item.authority(), item.serial());
        if (state.find(item.authority()).isEmpty()) {
            left.add("CA " + item.authority() + " was made in the lost days: its serial number " + item.serial()
                    + " stays as published");
            return;
        }
        Seen known = seen(key);
        switch (item.change()) {
            case Change.Issued(var certificate, var notAfter, var visibility) -> {
                known.notAfter = Optional.of(notAfter);
                known.told = Told.ISSUED;
                known.lost = true;
                closeIntent(key);
            }
            case Change.Held(Instant since) -> {
                known.told = Told.HELD;
                taken.add(new Effect.Held(key.authority(), key.serial(), notAfter(key), known.holder, since));
            }
            case Change.Released(Instant since) -> {
                known.told = Told.ISSUED;
                taken.add(new Effect.Released(key.authority(), key.serial(), since));
            }
            case Change.Revoked(Instant since, CrlReason reason, Optional<Instant> invalidity) -> {
                known.told = Told.FINAL;
                taken.add(revoked(key, since, reason, invalidity));
            }
            case Change.Burnt(Instant since, Instant notAfter) -> {
                known.notAfter = Optional.of(notAfter);
                known.told = Told.FINAL;
                closeIntent(key);
                taken.add(revoked(key, since, CrlReason.UNSPECIFIED, Optional.of(since)));
            }
        }
    }

    /// An intent that the chain left open is closed here when the lost batches say what became of it.
    private void closeIntent(AuthorityState.SerialKey key) {
        if (state.isOpen(key.authority(), key.serial())) {
            taken.add(new Effect.Burnt(key.authority(), key.serial()));
        }
    }

    private Effect.Revoked revoked(
            AuthorityState.SerialKey key, Instant since, CrlReason reason, Optional<Instant> invalidity) {
        return new Effect.Revoked(
                key.authority(), key.serial(), notAfter(key), seen(key).holder, since, reason, invalidity);
    }

    private void number(Id authority, BigInteger number) {
        if (state.find(authority).isPresent()) {
            numbers.merge(authority, number, BigInteger::max);
        }
    }

    private void take(LostRecords.FoundCrl found) {
        BigInteger number = found.crl().crlNumber().orElse(BigInteger.ZERO);
        boolean newer =
                number.compareTo(state.find(found.authority()).orElseThrow().crlNumber()) > 0;
        number(found.authority(), number);
        if (newer) {
            found.crl().entries().forEach(entry -> take(found.authority(), entry));
        }
    }

    private void take(Id authority, RevokedEntry entry) {
        AuthorityState.SerialKey key = new AuthorityState.SerialKey(authority, entry.serialNumber());
        CrlReason reason = entry.reason().orElse(CrlReason.UNSPECIFIED);
        boolean known = seen.containsKey(key);
        Seen before = seen(key);
        boolean hold = reason == CrlReason.CERTIFICATE_HOLD;
        boolean nothingNew = reason == CrlReason.REMOVE_FROM_CRL
                || before.told == Told.FINAL
                || hold && (before.told == Told.HELD || known && before.told == Told.ISSUED);
        if (nothingNew) {
            return;
        }
        if (before.told == Told.NOTHING) {
            CrlReason kept = hold ? CrlReason.UNSPECIFIED : reason;
            taken.add(revoked(key, entry.revocationDate(), kept, entry.invalidityDate()));
            burn(key);
        } else if (hold) {
            told.add(new Effect.Held(
                    authority, entry.serialNumber(), notAfter(key), before.holder, entry.revocationDate()));
            before.told = Told.HELD;
        } else {
            told.add(revoked(key, entry.revocationDate(), reason, entry.invalidityDate()));
            before.told = Told.FINAL;
        }
    }

    /// A serial number that the public zone does not know is told to it as burnt, out of an intent that nobody has
    /// the order of.
    private void burn(AuthorityState.SerialKey key) {
        Seen known = seen(key);
        if (!state.isOpen(key.authority(), key.serial())) {
            taken.add(new Effect.Intended(
                    key.authority(),
                    key.serial(),
                    FeedMaker.NONE,
                    FeedMaker.NONE,
                    notAfter(key),
                    known.holder,
                    statement,
                    0,
                    1));
        }
        told.add(new Effect.Burnt(key.authority(), key.serial()));
        known.told = Told.FINAL;
    }

    private void take(SealedState sealed) {
        sealed.crlNumbers().forEach(number -> {
            number(number.authority(), number.number());
            if (state.find(number.authority()).isEmpty()) {
                left.add("CA " + number.authority() + " was made in the lost days, and is not in the chain");
            }
        });
        for (SealedState.Open open : sealed.open()) {
            AuthorityState.SerialKey key = new AuthorityState.SerialKey(open.authority(), open.serial());
            boolean recovered = state.isOpen(key.authority(), key.serial());
            if (state.find(open.authority()).isPresent() && !recovered && seen(key).told == Told.NOTHING) {
                seen(key).notAfter = Optional.of(open.notAfter());
                burn(key);
            }
        }
    }

    private void closeUnknown(LostRecords.FoundCertificate found) {
        AuthorityState.SerialKey key = new AuthorityState.SerialKey(
                found.authority(), found.certificate().serialNumber());
        if (seen(key).told == Told.NOTHING) {
            burn(key);
        }
    }

    /// "A certificate without the order that made it is revoked" (record 5).
    private void revokeLost(AuthorityState.SerialKey key, Seen known) {
        if (known.lost && known.told != Told.FINAL) {
            told.add(revoked(key, at, CrlReason.UNSPECIFIED, Optional.empty()));
            known.told = Told.FINAL;
        }
    }

    /// Effects that the public zone knows, or need not know.
    public List<Effect> taken() {
        return taken;
    }

    /// Effects that are news for the public zone.
    public List<Effect> told() {
        return told;
    }

    /// Bytes that the effects name.
    public List<Bytes> documents() {
        return documents;
    }

    /// What was published and is not taken up, in sentences.
    public List<String> left() {
        return left;
    }

    /// The highest CRL number that was seen of each CA.
    public Map<Id, BigInteger> numbers() {
        return numbers;
    }

    /// The keys in force after what was taken up: whose custodians are to sign.
    public KeyChanges keys() {
        return keys;
    }
}
