package kakehashi.issuing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.Grounds;
import kakehashi.authority.ItemPlan;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;

/// What orders at work claim for themselves, and who waits behind them. Between the decision and the entry that
/// settles it an order is not in the fold yet; an order that would use the same filing, the same standing
/// authorisation, the same CA, the same subject's key, or the same id, is decided after it. The thread that writes
/// the chain uses it.
final class WaitingRoom {
    /// What only one order at a time may have.
    private sealed interface Claim {
        record OfOrder(Id order) implements Claim {}

        record OfFiling(Digest filing) implements Claim {}

        record OfAuthorisation(Id authorisation) implements Claim {}

        record OfCa(Id authority) implements Claim {}

        /// Of a subject's key: which subject has it is compared with what is committed.
        record OfKey(Digest key) implements Claim {}
    }

    private final Consumer<VaultTask.Planned> again;
    private final Map<Claim, Id> claims = new HashMap<>();
    private final Map<Id, List<VaultTask.Planned>> behind = new HashMap<>();
    private final Map<Id, List<Claim>> atWork = new HashMap<>();

    /// @param again where orders go that waited
    WaitingRoom(Consumer<VaultTask.Planned> again) {
        this.again = again;
    }

    private static List<Claim> claims(Grounds.Planned planned) {
        Grounds grounds = planned.grounds();
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim.OfOrder(grounds.order().order()));
        grounds.order().filing().ifPresent(filing -> claims.add(new Claim.OfFiling(filing)));
        grounds.order().authorisation().ifPresent(id -> claims.add(new Claim.OfAuthorisation(id)));
        if (AuthorityOrders.isOfCas(grounds.body())) {
            grounds.order().authority().ifPresent(id -> claims.add(new Claim.OfCa(id)));
        }
        for (ItemPlan item : planned.items()) {
            if (item instanceof ItemPlan.Ready ready) {
                claims.add(new Claim.OfKey(ready.key().key()));
            }
        }
        return claims;
    }

    /// Whether the order must wait behind another; it is then kept here.
    boolean keeps(VaultTask.Planned task) {
        Optional<Id> before = claims(task.planned()).stream()
                .map(claims::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
        before.ifPresent(
                order -> behind.computeIfAbsent(order, id -> new ArrayList<>()).add(task));
        return before.isPresent();
    }

    /// An order is at work from now on.
    void enter(Grounds.Planned planned) {
        Id order = planned.grounds().order().order();
        List<Claim> mine = claims(planned);
        atWork.put(order, mine);
        mine.forEach(claim -> claims.put(claim, order));
    }

    /// An order is at work no more. Its claims last until the commit, for what is looked up before it does not show
    /// the order's certificates; then those behind it are looked at anew.
    void leave(Id order, Group group) {
        List<Claim> mine = atWork.remove(order);
        if (mine != null) {
            group.after().add(() -> {
                mine.forEach(claim -> claims.remove(claim, order));
                behind.getOrDefault(order, List.of()).forEach(again);
                behind.remove(order);
            });
        }
    }
}
