package kakehashi.repository;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.contract.Visibility;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;

/// What a batch makes of the public state, worked out aside: an item that contradicts the state is a fault of the
/// whole batch, and then nothing of it holds.
final class BatchDraft {
    private final PublicPicture before;
    private final BiFunction<Id, SerialNumber, Optional<StatusRecord>> known;
    private final Supplier<Digest> stateDigest;
    private final Map<Id, CaState> authorities;
    private final Map<Id, CrossCertificatePair> pairs;
    private final Map<Id, kakehashi.x509.Bytes> policies;
    private NamedCrls named;
    private final Map<CertificateIndex.Key, StatusRecord> statuses = new HashMap<>();
    private final Map<CertificateIndex.Key, Digest> published = new LinkedHashMap<>();

    /// A draft over a state.
    ///
    /// @param known what is known of a serial number
    /// @param stateDigest the digest of the state, worked out when it is asked for
    BatchDraft(
            PublicPicture before,
            BiFunction<Id, SerialNumber, Optional<StatusRecord>> known,
            Supplier<Digest> stateDigest) {
        this.before = before;
        this.known = known;
        this.stateDigest = stateDigest;
        this.authorities = new LinkedHashMap<>(before.authorities());
        this.pairs = new LinkedHashMap<>(before.pairs());
        this.policies = new LinkedHashMap<>(before.policies());
        this.named = before.named();
    }

    /// Takes all items in.
    ///
    /// @return what is wrong with the first that does not fit
    Optional<String> take(Batch batch) {
        for (Batch.Item item : batch.items()) {
            if (!fits(item)) {
                return Optional.of("item contradicts the state: " + describe(item));
            }
        }
        return Optional.empty();
    }

    private static String describe(Batch.Item item) {
        return switch (item) {
            case Batch.Item.Status(var authority, var serial, var change) ->
                change.getClass().getSimpleName() + " of " + serial + " by " + authority;
            case Batch.Item.Certificate one -> "certificate of " + one.authority();
            case Batch.Item.Pair pair -> "pair of " + pair.caseId();
            case Batch.Item.Crl crl -> "CRL " + crl.number() + " of " + crl.authority();
            case Batch.Item.Policy policy -> "policy " + policy.policy();
            case Batch.Item.Keys keys -> "keys";
            case Batch.Item.Withdrawn withdrawn -> "withdrawal";
            case Batch.Item.State state -> "state " + state.digest();
        };
    }

    private boolean fits(Batch.Item item) {
        return switch (item) {
            case Batch.Item.Status status -> status(status);
            case Batch.Item.Certificate one -> certificate(one);
            case Batch.Item.Pair pair -> pair(pair);
            case Batch.Item.Crl(var authority, var number, var digest, var octets) -> {
                authority(authority);
                Optional<NamedCrls> with = named.with(new NamedCrl(authority, number, digest, octets));
                named = with.orElse(named);
                yield with.isPresent();
            }
            case Batch.Item.Policy(var id, var bytes) -> {
                policies.put(id, bytes);
                yield true;
            }
            // Judged before the signature was.
            case Batch.Item.Keys keys -> true;
            case Batch.Item.Withdrawn(var what) -> withdraw(what);
            case Batch.Item.State(var digest) -> digest.equals(stateDigest.get());
        };
    }

    private CaState authority(Id id) {
        return authorities.computeIfAbsent(id, CaState::of);
    }

    private boolean status(Batch.Item.Status item) {
        authority(item.authority());
        if (!item.serial().conforms()) {
            return false;
        }
        CertificateIndex.Key key = new CertificateIndex.Key(item.authority(), item.serial());
        StatusRecord drafted = statuses.get(key);
        Optional<StatusRecord> next = StatusRecord.after(
                drafted == null ? known.apply(item.authority(), item.serial()) : Optional.of(drafted), item.change());
        next.ifPresent(status -> statuses.put(key, status));
        if (item.change() instanceof Change.Issued(var digest, var notAfter, var visibility)
                && visibility == Visibility.PUBLISHED) {
            published.put(key, digest);
        }
        return next.isPresent();
    }

    private boolean certificate(Batch.Item.Certificate item) {
        if (!(Certificate.parse(item.certificate()) instanceof Parsed.Value<Certificate>(Certificate parsed))) {
            return false;
        }
        Optional<CaState> with = authority(item.authority()).with(parsed);
        with.ifPresent(ca -> authorities.put(ca.id(), ca));
        return with.isPresent();
    }

    /// "Whole; never half of one": both certificates, and they belong together.
    private boolean pair(Batch.Item.Pair item) {
        Parsed<CrossCertificatePair> parsed = CrossCertificatePair.parse(item.pair());
        if (!(parsed instanceof Parsed.Value<CrossCertificatePair>(CrossCertificatePair pair))
                || pair.issuedToThisCa().isEmpty()
                || pair.issuedByThisCa().isEmpty()
                || !pair.corresponds()) {
            return false;
        }
        pairs.put(item.caseId(), pair);
        return true;
    }

    private boolean withdraw(Batch.Withdrawal what) {
        return switch (what) {
            case Batch.Withdrawal.Certificate(Digest digest) -> {
                Optional<CaState> holder = authorities.values().stream()
                        .filter(ca -> ca.holds(digest))
                        .findFirst();
                holder.ifPresent(ca -> authorities.put(ca.id(), ca.withdraw(digest)));
                yield holder.isPresent();
            }
            case Batch.Withdrawal.Pair(Id id) -> pairs.remove(id) != null;
            case Batch.Withdrawal.Policy(Id id) -> policies.remove(id) != null;
        };
    }

    /// The states that change.
    Map<CertificateIndex.Key, StatusRecord> statuses() {
        return statuses;
    }

    /// Certificates that are to be published by their digests: those that are neither revoked by the same batch nor
    /// past their end.
    Map<CertificateIndex.Key, Digest> published(Instant now) {
        published
                .keySet()
                .removeIf(key -> statuses.get(key).isFinal()
                        || now.isAfter(statuses.get(key).notAfter()));
        return published;
    }

    /// Certificates that are revoked for good.
    List<CertificateIndex.Key> gone() {
        return statuses.entrySet().stream()
                .filter(one -> one.getValue().isFinal())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The picture after the batch.
    PublicPicture picture(Batch batch, Digest digest, FeedKeys keys) {
        return new PublicPicture(
                new Position(batch.number(), digest),
                batch.chain(),
                batch.at(),
                before.pulse(),
                keys,
                authorities,
                pairs,
                policies,
                named);
    }
}
