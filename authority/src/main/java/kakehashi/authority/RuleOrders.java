package kakehashi.authority;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Officer;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Rules;
import kakehashi.x509.Bytes;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Decides about the rules of approval and about the installation's own keys.
public final class RuleOrders {
    private static final long LONGEST_LIFE = 7_776_000;

    private final AuthorityState state;

    RuleOrders(AuthorityState state) {
        this.state = state;
    }

    Verdict rules(Rules rules, Instant now) {
        if (!keepsTheFloors(rules)) {
            return Verdict.Refused.of(OrderRule.FLOOR);
        }
        List<Officer> officers = state.officers().allInForce(now);
        if (officers.stream().anyMatch(officer -> OfficerOrders.holdsExcluded(officer, rules))) {
            return Verdict.Refused.of(OrderRule.ROLES_EXCLUDE);
        }
        if (!RuleMatching.canBeMet(rules, officers, state.officers()::isEndedCredential)) {
            return Verdict.Refused.of(OrderRule.RULES_UNMEETABLE);
        }
        Digest digest = Digest.of(rules.der());
        return new Verdict.Effects(List.of(new Effect.Rules(digest)), List.of(rules.der()), List.of(digest));
    }

    /// Lives within 90 days, at least one need a rule, and a client whose relying party no browser can claim.
    public static boolean keepsTheFloors(Rules rules) {
        boolean client = rules.client().id().endsWith(".invalid");
        boolean apart =
                Set.of(rules.filing().id(), rules.portal().id(), rules.client().id())
                                .size()
                        == 3;
        return client
                && apart
                && rules.rules().stream()
                        .allMatch(rule -> rule.life() <= LONGEST_LIFE
                                && rule.needs().stream()
                                                .mapToLong(Rules.Need::persons)
                                                .sum()
                                        >= leastPersons(rule.kind()));
    }

    static long leastPersons(OrderKind kind) {
        return switch (kind) {
            case RULES, KEYS -> 3;
            case OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE -> 2;
            case ISSUE, REVOKE, SUSPEND, RESUME, CRL -> 1;
        };
    }

    /// "Keys change only by a `KeyChange` that the custodians in force signed" (record 6).
    Verdict keys(KeysBody body, Lookup lookup) {
        KeyHistory known = state.keys();
        Optional<KeyChange> read = KeyChange.parse(body.change()).toOptional();
        boolean signed = read.filter(change -> change.installation().equals(state.installation())
                        && change.change() == known.change() + 1
                        && isSound(change.keys())
                        && isSignedByCustodians(body.change(), body.signatures(), known.inForce()))
                .isPresent();
        if (!signed || !areApart(read.get().keys()) || !fitsTheFeed(read.get())) {
            return Verdict.Refused.of(OrderRule.KEY_CHANGE_FAULTY);
        }
        Keys wanted = read.get().keys();
        if (KeyHistory.own(wanted).anyMatch(known::isFormer)) {
            return Verdict.Refused.of(OrderRule.KEY_CHANGE_FAULTY);
        }
        if (!areInTheToken(wanted, lookup)) {
            // They may be made yet, or be in a token that was not read again.
            return new Verdict.NotYet(OrderRule.KEY_NOT_HERE);
        }
        Bytes der = body.der();
        return new Verdict.Effects(
                List.of(new Effect.Keys(Digest.of(der))), List.of(der), List.of(Digest.of(body.change())));
    }

    /// Each kind of statement has a key of its own, and each zone.
    private static boolean areApart(Keys keys) {
        List<SubjectPublicKeyInfo> own = KeyHistory.own(keys).toList();
        List<AuditedZone> zones =
                keys.checkpoints().stream().map(Keys.Checkpoint::zone).toList();
        return zones.equals(List.of(AuditedZone.values()))
                && new HashSet<>(own).size() == own.size()
                && own.stream().allMatch(key -> key.kind() == PublicKeyAlgorithm.ED25519)
                && own.stream().noneMatch(keys.custodians()::contains);
    }

    /// `lastBatch`, where the custodians name it, is the batch before the one that will hold this change (record
    /// 6).
    private boolean fitsTheFeed(KeyChange change) {
        return change.lastBatch()
                .map(last -> last.equals(state.lastBatch())
                        && !change.keys().feed().equals(state.keys().inForce().feed()))
                .orElse(true);
    }

    /// Whether the token holds each, made for this use.
    private static boolean areInTheToken(Keys keys, Lookup lookup) {
        return isMadeFor(new OwnKeyUse.Statements(), keys.statement(), lookup)
                && isMadeFor(new OwnKeyUse.Feed(), keys.feed(), lookup)
                && keys.checkpoints().stream()
                        .allMatch(one -> isMadeFor(new OwnKeyUse.Checkpoints(one.zone()), one.key(), lookup));
    }

    private static boolean isMadeFor(OwnKeyUse use, SubjectPublicKeyInfo key, Lookup lookup) {
        return lookup.holdsOwnKey(use, Digest.of(key.der()));
    }

    /// "At least two, and more than half" (annex, `Keys.quorum`).
    public static boolean isSound(Keys keys) {
        int custodians = new HashSet<>(keys.custodians()).size();
        return custodians == keys.custodians().size()
                && keys.quorum() >= 2
                && keys.quorum() * 2 > custodians
                && keys.quorum() <= custodians;
    }

    /// Whether a quorum of the custodians signed the statement, each once.
    public static boolean isSignedByCustodians(Bytes statement, List<CustodianSignature> signatures, Keys keys) {
        Set<Digest> signed = new HashSet<>();
        for (SubjectPublicKeyInfo custodian : keys.custodians()) {
            Digest name = Digest.of(custodian.der());
            for (CustodianSignature signature : signatures) {
                if (signature.custodian().equals(name) && verifies(custodian, statement, signature.signature())) {
                    signed.add(name);
                }
            }
        }
        return signed.size() >= keys.quorum();
    }

    /// Ed25519 or P-256 (annex, `CustodianSignature`).
    private static boolean verifies(SubjectPublicKeyInfo key, Bytes statement, Bytes signature) {
        SignatureAlgorithm algorithm =
                key.kind() == PublicKeyAlgorithm.ED25519 ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.ECDSA_SHA256;
        return VerificationKey.of(key)
                .map(k -> k.verifies(algorithm.identifier(), statement, signature))
                .orElse(false);
    }
}
