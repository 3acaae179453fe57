package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import kakehashi.authority.VaultFacts;

/// What a CA is, for people and programs.
final class AuthorityFacts {
    private AuthorityFacts() {}

    static List<Fact> of(VaultFacts.KnownAuthority known) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.AUTHORITY, known.id().toString()));
        facts.add(Fact.of(Label.NAME, known.name()));
        facts.add(Fact.of(Label.IN_FORCE, known.inForce()));
        facts.add(Fact.of(Label.KEY_SHA256, known.key().octets()));
        known.certificate().ifPresent(certificate -> {
            facts.add(Fact.of(Label.SUBJECT, certificate.subject().toString()));
            facts.add(Fact.of(Label.NOT_AFTER, certificate.notAfter()));
        });
        known.lastCrl().ifPresent(time -> facts.add(Fact.of(Label.LAST_CRL, time)));
        facts.add(Fact.of(Label.REVOCATIONS, known.revocations()));
        return facts;
    }
}
