package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.authority.OfficerOrders;
import kakehashi.authority.OrderRule;
import kakehashi.authority.RuleMatching;
import kakehashi.authority.RuleOrders;
import kakehashi.contract.Credential;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Head;
import kakehashi.contract.Keys;
import kakehashi.contract.Officer;
import kakehashi.contract.Position;
import kakehashi.contract.SignedHead;
import kakehashi.keys.Token;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The first act of an installation: its genesis, in which custodians and first officers set down keys, rules and
/// themselves (docs/adr/0004). Everything later follows from it by approved orders.
public final class Founding {
    /// What founding answers.
    public sealed interface Result {
        /// The installation stands.
        ///
        /// @param installation the digest of the genesis entry, to be pinned and written on paper
        record Founded(Bytes installation) implements Result {}

        /// It does not, and nothing was written.
        record Refused(OrderRule rule, String detail) implements Result {}
    }

    private Founding() {}

    /// Makes the installation's own keys in a token that has none, and answers their public halves.
    ///
    /// @param custodians the keys of the custodians
    /// @param quorum how many of them must sign what only they may
    /// @throws IllegalStateException when the token refuses
    public static Keys makeKeys(Token token, List<SubjectPublicKeyInfo> custodians, long quorum) {
        VaultKeys keys = VaultKeys.find(token).orElseGet(() -> VaultKeys.make(token));
        return keys.published(custodians, quorum);
    }

    /// Founds the installation in an empty database.
    ///
    /// @param signatures of a quorum of custodians over the genesis' DER
    /// @throws Halt when the database holds a chain already, or the token lacks the keys
    public static Result found(VaultParts parts, Genesis genesis, List<CustodianSignature> signatures) {
        VaultKeys keys = VaultKeys.find(parts.token())
                .orElseThrow(() -> new Halt("the token does not have the installation's keys"));
        Optional<Result> refusal = refusal(parts, genesis, signatures, keys);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Bytes der = genesis.der();
        Entry entry = genesis.entry(parts.node());
        Position position = new Position(0, entry.digest());
        try (Seal seal = Seal.open(parts.sealed(), List.of(keys.seal()))) {
            new Fence(parts.token(), entry.digest()).raise(entry.epoch(), parts.node());
            write(parts, keys, entry, genesis);
            seal.begin(entry.digest(), parts.node(), position, genesis.at());
        }
        return new Result.Founded(entry.digest().octets());
    }

    private static Optional<Result> refusal(
            VaultParts parts, Genesis genesis, List<CustodianSignature> signatures, VaultKeys keys) {
        if (!genesis.nodes().contains(parts.node()) || !keys.areThoseOf(genesis.keys())) {
            return refused(OrderRule.KEY_CHANGE_FAULTY, "node or keys are not this vault's");
        }
        if (!RuleOrders.isSound(genesis.keys())
                || !RuleOrders.isSignedByCustodians(genesis.der(), signatures, genesis.keys())) {
            return refused(OrderRule.KEY_CHANGE_FAULTY, "no quorum of custodians signed");
        }
        if (!RuleOrders.keepsTheFloors(genesis.rules())) {
            return refused(OrderRule.FLOOR, "rules");
        }
        if (!RuleMatching.canBeMet(genesis.rules(), genesis.officers(), credential -> false)) {
            return refused(OrderRule.RULES_UNMEETABLE, "rules");
        }
        for (Officer officer : genesis.officers()) {
            if (OfficerOrders.holdsExcluded(officer, genesis.rules())) {
                return refused(OrderRule.ROLES_EXCLUDE, officer.officer().toString());
            }
            for (Credential credential : officer.credentials()) {
                boolean enrolled = OfficerOrders.isEnrolled(
                        credential, officer.person(), genesis.enrolments(), Optional.empty(), genesis.rules());
                if (!enrolled) {
                    return refused(
                            OrderRule.ENROLMENT_FAULTY, credential.credential().toString());
                }
            }
        }
        return samePerson(genesis) ? refused(OrderRule.PERSON_REGISTERED, "officers") : Optional.empty();
    }

    private static boolean samePerson(Genesis genesis) {
        long persons =
                genesis.officers().stream().map(Officer::person).distinct().count();
        long officers =
                genesis.officers().stream().map(Officer::officer).distinct().count();
        List<Credential> credentials = genesis.officers().stream()
                .flatMap(officer -> officer.credentials().stream())
                .toList();
        return persons != genesis.officers().size() || officers != persons || !OfficerOrders.areDistinct(credentials);
    }

    private static Optional<Result> refused(OrderRule rule, String detail) {
        return Optional.of(new Result.Refused(rule, detail));
    }

    private static void write(VaultParts parts, VaultKeys keys, Entry entry, Genesis genesis) {
        Bytes der = entry.der();
        Position position = new Position(0, Digest.of(der));
        Bytes head = new Head(position.digest(), 1, position).der();
        Bytes signed = new SignedHead(head, keys.statement().sign(head)).der();
        AuditWriter audit = new AuditWriter(Zone.VAULT, position.digest().octets(), parts.clock());
        parts.database().useTransaction(tx -> {
            if (VaultStore.lockHead(tx.handle()).isPresent()) {
                throw new Halt("the database holds a chain already");
            }
            VaultStore.addHead(tx.handle(), new VaultStore.HeadRow(position, 1));
            VaultStore.addDocument(tx.handle(), genesis.der());
            VaultStore.addGroup(tx.handle(), new VaultStore.GroupRow(0, 0, der, signed));
            AuthorityState state = new AuthorityState(genesis, entry, digest -> Bytes.EMPTY);
            ProjectionStore.write(tx.handle(), new Projection(state).ofGenesis());
            audit.append(tx, List.of(new AuditEvent.Entry(0, position.digest().octets())));
        });
    }
}
