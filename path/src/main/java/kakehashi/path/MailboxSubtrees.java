package kakehashi.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Subtrees of the form rfc822Name (RFC 5280 §4.2.1.10).
///
/// "A name constraint [...] MAY specify a particular mailbox, all addresses at a particular host, or all mailboxes
/// in a domain": `root@example.com`, `example.com`, `.example.com`. The empty base, which the RFC does not foresee,
/// is everything. They hold for a SmtpUTF8Mailbox too (RFC 9598 §6).
final class MailboxSubtrees {
    private final Set<Mailbox> mailboxes = new HashSet<>();
    private final DomainBases bases;
    private final boolean usable;

    MailboxSubtrees(List<String> texts) {
        List<String> hosts = new ArrayList<>();
        boolean wellFormed = true;
        for (String text : texts) {
            if (text.contains("@")) {
                Optional<Mailbox> mailbox = Mailbox.parse(text, Mailbox.Characters.ASCII);
                wellFormed &= mailbox.isPresent();
                mailbox.ifPresent(mailboxes::add);
            } else {
                hosts.add(text);
            }
        }
        bases = new DomainBases(hosts, DomainName::parse);
        usable = wellFormed && bases.isUsable();
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return usable;
    }

    /// How the mailbox lies to the subtrees. One that is malformed or at an address instead of a host is unclear.
    Relation relationOf(String text, Mailbox.Characters characters) {
        Optional<Mailbox> parsed = Mailbox.parse(text, characters);
        if (parsed.isEmpty()) {
            return Relation.UNCLEAR;
        }
        Mailbox mailbox = parsed.get();
        boolean inside = bases.hold(mailbox.host()) || mailboxes.contains(mailbox);
        return inside ? Relation.INSIDE : Relation.OUTSIDE;
    }
}
