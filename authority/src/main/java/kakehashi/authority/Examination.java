package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Approval;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Rules;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.keys.CredentialOutcome;
import kakehashi.keys.CredentialProof;
import kakehashi.keys.CredentialVerifier;
import kakehashi.keys.RelyingParty;
import kakehashi.x509.Bytes;

/// Reads an order's folder and verifies what was signed about it. It may be used by many threads at once, for it
/// decides nothing: who signed is looked up in the register, and is looked up again when the vault decides.
public final class Examination {
    private static final RelyingParty NO_PARTY = new RelyingParty("none.invalid", "https://none.invalid");

    private final Digest installation;
    private final OfficerRegister officers;
    private final CredentialVerifier verifier = new CredentialVerifier();

    public Examination(Digest installation, OfficerRegister officers) {
        this.installation = installation;
        this.officers = officers;
    }

    /// What the folder holds; empty when it, the order or its body cannot be read.
    public Optional<Grounds> examine(Bytes file, Rules rules) {
        Optional<SignedOrder> folder = SignedOrder.parse(file).toOptional();
        Optional<Order> order = folder.flatMap(f -> Order.parse(f.order()).toOptional());
        Optional<OrderBody> body = order.flatMap(o -> o.parseBody().toOptional());
        if (folder.isEmpty() || order.isEmpty() || body.isEmpty() || holdsMore(folder.get(), order.get())) {
            return Optional.empty();
        }
        Digest digest = Digest.of(folder.get().order());
        List<Vote> votes = new ArrayList<>();
        for (Bytes signed : folder.get().approvals()) {
            vote(signed, digest, order.get(), rules).ifPresent(votes::add);
        }
        Optional<Filed> filing = folder.get().filing().flatMap(signed -> filed(signed, order.get(), rules));
        Optional<SubscriberProof> subscriber = folder.get()
                .subscriber()
                .flatMap(proof -> SubscriberProof.parse(proof).toOptional());
        return Optional.of(new Grounds(
                file,
                order.get(),
                digest,
                body.get(),
                filing,
                votes,
                subscriber,
                folder.get().subscriber().map(Digest::of)));
    }

    /// Whether a filing or a subscriber's proof lies in the folder that the order does not rest on. The folder is
    /// kept as it came, and the entry names what the order rests on: the two must be the same.
    private static boolean holdsMore(SignedOrder folder, Order order) {
        boolean filing = folder.filing().isPresent() && order.filing().isEmpty();
        boolean own = order.authorisation().isPresent()
                || order.kind() == OrderKind.REVOKE
                        && folder.subscriber()
                                .flatMap(proof -> SubscriberProof.parse(proof).toOptional())
                                .filter(Examination::isOfOwnKey)
                                .isPresent();
        return filing || folder.subscriber().isPresent() && !own;
    }

    /// Whether it is one by which the holder of a certificate has it revoked.
    static boolean isOfOwnKey(SubscriberProof proof) {
        return proof instanceof SubscriberProof.OwnKey || proof instanceof SubscriberProof.Acme;
    }

    /// A vote about this very order whose proof holds.
    private Optional<Vote> vote(Bytes der, Digest digest, Order order, Rules rules) {
        Optional<Signed> signed = Signed.parse(der).toOptional();
        Optional<Approval> approval =
                signed.flatMap(s -> Approval.parse(s.statement()).toOptional());
        if (approval.isEmpty() || !isAbout(approval.get(), digest, order)) {
            return Optional.empty();
        }
        return known(signed.get(), Credential.Use.APPROVAL)
                .filter(by -> by.officer().officer().equals(approval.get().officer()))
                .filter(by -> holds(signed.get(), by, party(rules, by.credential())))
                .map(by -> new Vote(approval.get(), by, Digest.of(der)));
    }

    private boolean isAbout(Approval approval, Digest digest, Order order) {
        return approval.installation().equals(installation)
                && approval.order().equals(digest)
                && approval.expiresAt().equals(order.expiresAt());
    }

    /// The filing that the order names, if its proof holds.
    private Optional<Filed> filed(Bytes der, Order order, Rules rules) {
        Optional<Signed> signed = Signed.parse(der).toOptional();
        Optional<Filing> filing =
                signed.flatMap(s -> Filing.parse(s.statement()).toOptional());
        if (filing.isEmpty() || !filing.get().installation().equals(installation)) {
            return Optional.empty();
        }
        Digest digest = Digest.of(signed.get().statement());
        return known(signed.get(), Credential.Use.FILING)
                .filter(by -> order.filing().equals(Optional.of(digest)))
                .filter(by -> by.officer().officer().equals(filing.get().officer()))
                .filter(by -> holds(signed.get(), by, rules.filing()))
                .map(by -> new Filed(filing.get(), digest, by));
    }

    private Optional<OfficerRegister.Known> known(Signed signed, Credential.Use use) {
        return officers.credential(signed.credential())
                .filter(known -> known.credential().use() == use);
    }

    private static kakehashi.contract.RelyingParty party(Rules rules, Credential credential) {
        return switch (credential.display()) {
            case PORTAL -> rules.portal();
            case CLIENT -> rules.client();
        };
    }

    /// Whether a statement is for this installation.
    boolean isOfThisInstallation(Digest named) {
        return named.equals(installation);
    }

    /// Whether the officer who is known made this signature, by a key of his own and no passkey.
    boolean holds(Signed signed, OfficerRegister.Known by) {
        return by.key().passkeyId().isEmpty()
                && verifier.verify(signed.statement(), by.key(), proof(signed), NO_PARTY)
                        instanceof CredentialOutcome.Verified;
    }

    /// Whether the officer who is known made this signature over this statement.
    boolean holds(Signed signed, OfficerRegister.Known by, kakehashi.contract.RelyingParty party) {
        RelyingParty pinned = new RelyingParty(party.id(), party.origin());
        return verifier.verify(signed.statement(), by.key(), proof(signed), pinned)
                instanceof CredentialOutcome.Verified;
    }

    /// The proof under the name that `keys` gives it.
    static CredentialProof proof(Signed signed) {
        return switch (signed.proof()) {
            case Signed.Proof.Key(Bytes signature) -> new CredentialProof.KeyProof(signature);
            case Signed.Proof.Passkey(Bytes authenticator, Bytes client, Bytes signature) ->
                new CredentialProof.PasskeyProof(authenticator, client, signature);
        };
    }
}
