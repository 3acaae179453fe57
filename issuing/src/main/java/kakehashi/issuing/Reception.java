package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kakehashi.authority.Examination;
import kakehashi.authority.Grounds;
import kakehashi.authority.Halt;
import kakehashi.authority.View;
import kakehashi.contract.Digest;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.x509.Bytes;

/// Looks at orders in threads of its own before the one that writes the chain does, and knows who waits for an
/// answer.
final class Reception {
    private final Logger log = System.getLogger(Reception.class.getName());
    private final Examination examination;
    private final Supplier<View> view;
    private final BiFunction<Grounds, View, Grounds.Planned> planner;
    private final Executor threads;
    private final Consumer<VaultTask> tasks;
    private final Set<Ticket> waiting = ConcurrentHashMap.newKeySet();

    /// @param view the newest
    /// @param planner plans under a view
    /// @param tasks where what was examined goes
    Reception(
            Examination examination,
            Supplier<View> view,
            BiFunction<Grounds, View, Grounds.Planned> planner,
            Executor threads,
            Consumer<VaultTask> tasks) {
        this.examination = examination;
        this.planner = planner;
        this.view = view;
        this.threads = threads;
        this.tasks = tasks;
    }

    /// Somebody waits from now on.
    void enter(Ticket ticket) {
        waiting.add(ticket);
        ticket.answer().whenComplete((outcome, failure) -> waiting.remove(ticket));
    }

    void examine(Bytes file, Ticket ticket) {
        work(Digest.of(file), ticket, () -> examine(file, view.get(), ticket));
    }

    /// Plans under the view by whose rules the signatures are verified: relying-party ids stand there.
    private void examine(Bytes file, View now, Ticket ticket) {
        examination
                .examine(file, now.rules())
                .ifPresentOrElse(
                        grounds -> planNow(grounds, now, ticket),
                        () -> tasks.accept(new VaultTask.Junk(Digest.of(file), ticket)));
    }

    /// Plans an order anew. After a change of the rules its signatures are verified anew too.
    void again(VaultTask.Planned task) {
        Grounds grounds = task.planned().grounds();
        work(Digest.of(grounds.file()), task.ticket(), () -> {
            View now = view.get();
            if (now.rules().equals(task.planned().view().rules())) {
                planNow(grounds, now, task.ticket());
            } else {
                examine(grounds.file(), now, task.ticket());
            }
        });
    }

    private void planNow(Grounds grounds, View now, Ticket ticket) {
        tasks.accept(new VaultTask.Planned(planner.apply(grounds, now), ticket));
    }

    /// Runs in another thread what looks at bytes from outside. Whatever they make it stumble over, it is this
    /// order that is refused; the vault goes on with others.
    private void work(Digest file, Ticket ticket, Runnable examine) {
        threads.execute(() -> {
            try {
                examine.run();
            } catch (DatabaseFailure e) {
                log.log(Level.WARNING, "an order waits for the database: " + e.getMessage());
                ticket.answer().completeExceptionally(e);
            } catch (RuntimeException | StackOverflowError e) {
                log.log(Level.ERROR, "order " + file + " could not be examined", e);
                tasks.accept(new VaultTask.Junk(file, ticket));
            }
        });
    }

    /// Nobody will be answered any more.
    void dismiss(Halt reason) {
        waiting.forEach(ticket -> ticket.answer().completeExceptionally(reason));
    }
}
