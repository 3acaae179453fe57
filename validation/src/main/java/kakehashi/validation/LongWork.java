package kakehashi.validation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Where requests are worked on that may take long.
///
/// The threads of the doors are virtual: they give their carriers back only when they wait, so as many long works
/// as there are cores would hold every door shut, OCSP and LDAP too. Long works get threads of the system, which
/// shares the cores among these and the carriers, and seats: one fewer than there are cores, at least one. Who
/// finds no seat waits, first come first served, without holding a carrier. Safe for many threads.
final class LongWork {
    /// A request that asks about more certificates may take long; so may every one that brings material along,
    /// which costs what its sender wants.
    static final int FEW = 4;

    private static final ScopedValue<Semaphore> SEAT = ScopedValue.newInstance();

    private final Semaphore seats;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("long-work-", 0).factory());

    LongWork() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    LongWork(int seats) {
        this.seats = new Semaphore(seats, true);
    }

    /// How long a work may be.
    enum Length {
        /// So short that it is done where it is asked for.
        SHORT,
        /// It gets a seat.
        LONG;

        /// That of a request.
        ///
        /// @param questions how many it asks
        /// @param supplied what it brings along
        /// @param overrides what it sets otherwise; anchors of its own bring keys along
        static Length of(int questions, Supplied supplied, PolicyOverrides overrides) {
            boolean ours = supplied.isNothing() && overrides.anchors().isEmpty();
            return questions <= FEW && ours ? SHORT : LONG;
        }
    }

    /// Does a work and gives what comes of it; what it throws is thrown.
    <T> T run(Length length, Supplier<T> work) {
        return length == Length.SHORT ? work.get() : seated(work);
    }

    private <T> T seated(Supplier<T> work) {
        seats.acquireUninterruptibly();
        try {
            return CompletableFuture.supplyAsync(
                            () -> ScopedValue.where(SEAT, seats).call(work::get), threads)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        } finally {
            seats.release();
        }
    }

    /// Waits for something outside; a seat is given up meanwhile.
    static <T> T aside(Supplier<T> waiting) {
        if (!SEAT.isBound()) {
            return waiting.get();
        }
        SEAT.get().release();
        try {
            return waiting.get();
        } finally {
            SEAT.get().acquireUninterruptibly();
        }
    }
}
