package kakehashi.issuing;

import java.util.List;
import java.util.function.Consumer;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.AuthoritySettings;
import kakehashi.authority.Grounds;
import kakehashi.authority.OrderRule;
import kakehashi.authority.Vote;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Outcome;
import kakehashi.ledger.AuditKind;
import kakehashi.x509.Bytes;

/// Has keys made for CAs, as orders say, and records them.
final class KeyDesk {
    private final VaultRooms rooms;
    private final Consumer<List<Effect>> changed;

    /// @param changed hears of what plans are to see
    KeyDesk(VaultRooms rooms, Consumer<List<Effect>> changed) {
        this.rooms = rooms;
        this.changed = changed;
    }

    void make(Grounds.Planned planned, List<Vote> votes, Ticket ticket) {
        CaBody.Key body = (CaBody.Key) planned.grounds().body();
        rooms.settling().room().enter(planned);
        AuthoritySettings settings =
                AuthoritySettings.read(AuthorityOrders.text(body.parameters())).orElseThrow();
        rooms.writer().group().after().add(() -> rooms.signing().makeKey(planned, votes, ticket, settings));
    }

    void made(VaultTask.KeyMade task) {
        Grounds grounds = task.planned().grounds();
        CaBody.Key body = (CaBody.Key) grounds.body();
        Bytes parameters = AuthorityOrders.text(body.parameters());
        keep(parameters);
        keep(task.request());
        Digest key = Digest.of(task.key().publicKey().der());
        rooms.writer()
                .group()
                .events()
                .add(SigningRoom.event(AuditKind.KEY_MADE, key, task.request().sha256()));
        List<Effect> effects = List.of(new Effect.AuthorityKey(body.authority(), key, Digest.of(parameters)));
        rooms.settling().keepEvidence(grounds);
        rooms.settling()
                .settle(
                        grounds,
                        Settling.cause(grounds, task.votes()),
                        effects,
                        new Outcome.Result.Done(List.of(key, Digest.of(task.request()))),
                        List.of(task.ticket()));
        changed.accept(effects);
    }

    private void keep(Bytes document) {
        rooms.documents().add(document);
        rooms.writer().group().documents().add(document);
    }

    void refused(VaultTask.KeyRefused task) {
        Grounds grounds = task.planned().grounds();
        rooms.settling().room().leave(grounds.order().order(), rooms.writer().group());
        rooms.settling().answer(grounds.digest(), OrderRule.KEY_REFUSED, List.of(task.ticket()));
    }
}
