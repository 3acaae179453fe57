package kakehashi.path;

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
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> domains = new HashSet<>();
    private boolean everything;
    private boolean usable = true;

    MailboxSubtrees(List<String> bases) {
        bases.forEach(this::add);
    }

    private void add(String base) {
        if (base.isEmpty()) {
            everything = true;
        } else if (base.contains("@")) {
            Optional<Mailbox> mailbox = Mailbox.parse(base, Mailbox.Characters.ASCII);
            usable &= mailbox.isPresent();
            mailbox.ifPresent(mailboxes::add);
        } else {
            boolean below = base.startsWith(".");
            Optional<String> domain = DomainName.parse(below ? base.substring(1) : base);
            usable &= domain.isPresent();
            domain.ifPresent((below ? domains : hosts)::add);
        }
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
        boolean inside = everything
                || hosts.contains(mailbox.host())
                || DomainName.isBelow(mailbox.host(), domains)
                || mailboxes.contains(mailbox);
        return inside ? Relation.INSIDE : Relation.OUTSIDE;
    }
}
