package kakehashi.issuing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import kakehashi.authority.Grounds;
import kakehashi.authority.ItemPlan;
import kakehashi.authority.Verdict;
import kakehashi.authority.Vote;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.x509.Certificate;

/// An order whose certificates are being signed, item by item (docs/adr/0007). The thread that writes the chain is
/// the only one to touch it.
final class OrderWork {
    private final Grounds.Planned planned;
    private final List<Vote> votes;
    private final List<ItemPlan.Ready> items;
    private final List<Ticket> tickets = new ArrayList<>();
    private final Certificate[] issued;
    private final Digest[] digests;
    private List<Effect> first;
    private int next;
    private int left;
    private int atToken;
    private boolean lost;

    OrderWork(Grounds.Planned planned, List<Vote> votes, Verdict.Certificates granted, Ticket ticket) {
        this.planned = planned;
        this.votes = votes;
        this.items = granted.items();
        this.first = granted.first();
        this.issued = new Certificate[items.size()];
        this.digests = new Digest[items.size()];
        this.left = items.size();
        tickets.add(ticket);
    }

    Grounds.Planned planned() {
        return planned;
    }

    Grounds grounds() {
        return planned.grounds();
    }

    List<Vote> votes() {
        return votes;
    }

    List<Ticket> tickets() {
        return tickets;
    }

    void join(Ticket ticket) {
        tickets.add(ticket);
    }

    /// The effects of its first entry, once.
    List<Effect> takeFirst() {
        List<Effect> effects = first;
        first = List.of();
        return effects;
    }

    /// An item that was issued before a crash.
    void recover(int item, Certificate certificate) {
        if (issued[item] == null) {
            issued[item] = certificate;
            digests[item] = Digest.of(certificate.der());
            left--;
        }
    }

    /// The next item that is neither issued nor at the token; -1 when there is none.
    int nextItem() {
        while (next < items.size() && issued[next] != null) {
            next++;
        }
        if (next == items.size() || lost) {
            return -1;
        }
        atToken++;
        return next++;
    }

    ItemPlan.Ready item(int index) {
        return items.get(index);
    }

    void issued(int item, Certificate certificate, Digest digest) {
        atToken--;
        issued[item] = certificate;
        digests[item] = digest;
        left--;
    }

    /// A signature was lost: nothing more of it goes to the token, and it ends when the others are back.
    void lose() {
        atToken--;
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    boolean isAtToken() {
        return atToken > 0;
    }

    boolean isDone() {
        return left == 0;
    }

    /// The certificates so far.
    List<Certificate> issued() {
        return Arrays.stream(issued).filter(Objects::nonNull).toList();
    }

    /// The digests of a finished order's outcome.
    List<Digest> digests() {
        return List.of(digests);
    }
}
