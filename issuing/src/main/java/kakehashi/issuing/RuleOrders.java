package kakehashi.issuing;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
final class RuleOrders {
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
    static boolean keepsTheFloors(Rules rules) {
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
    Verdict keys(KeysBody body) {
        KeyChange change = KeyChange.parse(body.change()).toOptional().orElse(null);
        boolean sound = change != null
                && change.installation().equals(state.installation())
                && change.change() == state.keyChange() + 1
                && isSound(change.keys())
                && keepsTheTokensKeys(change.keys(), state.keys())
                && isSignedByCustodians(body.change(), body.signatures(), state.keys());
        if (!sound) {
            return Verdict.Refused.of(OrderRule.KEY_CHANGE_FAULTY);
        }
        Bytes der = body.der();
        return new Verdict.Effects(
                List.of(new Effect.Keys(Digest.of(der))), List.of(der), List.of(Digest.of(body.change())));
    }

    /// The custodians may change, and their quorum. The keys in the token may not, as long as no vault can go over
    /// from one to the other while it works: it would sign on with the old ones, which the chain has ended.
    private static boolean keepsTheTokensKeys(Keys wanted, Keys now) {
        return wanted.statement().equals(now.statement())
                && wanted.feed().equals(now.feed())
                && wanted.checkpoints().equals(now.checkpoints());
    }

    /// "At least two, and more than half" (annex, `Keys.quorum`).
    static boolean isSound(Keys keys) {
        int custodians = new HashSet<>(keys.custodians()).size();
        return custodians == keys.custodians().size()
                && keys.quorum() >= 2
                && keys.quorum() * 2 > custodians
                && keys.quorum() <= custodians;
    }

    /// Whether a quorum of the custodians signed the statement, each once.
    static boolean isSignedByCustodians(Bytes statement, List<CustodianSignature> signatures, Keys keys) {
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
