package kakehashi.keys;

import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import kakehashi.keys.Cryptoki.Access;
import kakehashi.keys.Cryptoki.Slot;
import kakehashi.keys.Cryptoki.User;

/// The sessions with one hardware token, and the login they share.
///
/// When the token was away – pulled, restarted, its sessions closed by others – the connection is made anew, once
/// per failure. A PIN that the token refuses is never tried again by itself: three tries lock many a token for
/// good.
final class Pkcs11Connection implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Cryptoki module;
    private final Pkcs11Settings settings;
    private final Semaphore permits;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile Session anchor;
    private volatile boolean closed;
    private volatile boolean pinRefused;

    private Pkcs11Connection(Cryptoki module, Pkcs11Settings settings, Session anchor) {
        this.module = module;
        this.settings = settings;
        this.anchor = anchor;
        this.permits = new Semaphore(settings.mostSessions(), true);
    }

    /// A session, and which connection it belongs to: the first, the second after a loss, and so on.
    private record Session(long handle, long epoch, long slot) {}

    /// What comes of connecting.
    sealed interface Attempt {
        record Connected(Pkcs11Connection connection) implements Attempt {}

        record Refused(ActivationRefusal reason) implements Attempt {}
    }

    static Attempt connect(Pkcs11Settings settings) {
        Cryptoki module = Cryptoki.load(settings.library());
        try {
            Session anchor = openAnchor(module, settings.token(), 0);
            Optional<ActivationRefusal> refusal = firstLogin(module, settings, anchor);
            if (refusal.isPresent()) {
                module.closeSession(anchor.handle());
                return new Attempt.Refused(refusal.get());
            }
            return new Attempt.Connected(new Pkcs11Connection(module, settings, anchor));
        } catch (CryptokiError e) {
            throw e.unavailable();
        }
    }

    private static Session openAnchor(Cryptoki module, TokenAddress address, long epoch) {
        List<Slot> found = module.slotsWithTokens().stream()
                .filter(slot -> switch (address) {
                    case TokenAddress.ByLabel(String label) -> slot.label().equals(label);
                    case TokenAddress.BySerialNumber(String number) ->
                        slot.serialNumber().equals(number);
                })
                .toList();
        if (found.size() != 1) {
            throw new TokenUnavailable(
                    found.isEmpty() ? TokenUnavailable.Fault.NO_TOKEN : TokenUnavailable.Fault.SEVERAL_TOKENS,
                    found.size() + " tokens with the address " + address);
        }
        long slot = found.getFirst().id();
        return new Session(module.openSession(slot, Access.READING), epoch, slot);
    }

    private static Optional<ActivationRefusal> firstLogin(Cryptoki module, Pkcs11Settings settings, Session session) {
        try (Secret pin = pin(module, settings, session)) {
            module.login(session.handle(), User.USER, pin);
            return Optional.empty();
        } catch (CryptokiError e) {
            if (e.code() == CkReturn.PIN_LOCKED || e.code() == CkReturn.PIN_EXPIRED) {
                return Optional.of(ActivationRefusal.PIN_LOCKED);
            }
            if (e.isRefusedPin()) {
                return Optional.of(module.slot(session.slot()).refusedPin());
            }
            if (e.code() == CkReturn.USER_ALREADY_LOGGED_IN) {
                // The module did not look at the PIN: whoever gave it has proved nothing.
                return Optional.of(ActivationRefusal.ALREADY_ACTIVE);
            }
            throw e;
        }
    }

    /// The PIN; where its source fails, the session is closed first.
    private static Secret pin(Cryptoki module, Pkcs11Settings settings, Session session) {
        try {
            return settings.pin().get();
        } catch (RuntimeException e) {
            module.closeSession(session.handle());
            throw e;
        }
    }

    Cryptoki module() {
        return module;
    }

    /// Runs the work in a session of its own; once more when the token had been lost and was found again.
    ///
    /// @throws TokenUnavailable when the token stays away
    <T> T inSession(LongFunction<T> work) {
        acquire();
        try {
            return once(work);
        } catch (CryptokiError e) {
            if (!e.mayBeRepeated()) {
                throw e;
            }
            return once(work);
        } finally {
            permits.release();
        }
    }

    /// Runs the work in a session that may change the token.
    <T> T inWritableSession(LongFunction<T> work) {
        return inSession(reading -> {
            long writing = module.openSession(anchor.slot(), Access.WRITING);
            try {
                return work.apply(writing);
            } finally {
                drop(writing);
            }
        });
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new TokenUnavailable("no session became free in " + LONGEST_WAIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenUnavailable("interrupted while waiting for a session");
        }
    }

    private <T> T once(LongFunction<T> work) {
        requireUsable();
        Session before = anchor;
        Optional<Session> session = Optional.empty();
        try {
            session = Optional.of(borrow());
            T result = work.apply(session.get().handle());
            giveBack(session.get());
            return result;
        } catch (CryptokiError e) {
            if (!e.isSessionGone()) {
                // An operation may still be active in it.
                session.ifPresent(this::drop);
            }
            if (e.isLostConnection()) {
                reconnect(before.epoch(), e);
            }
            throw e;
        } catch (RuntimeException e) {
            session.ifPresent(this::drop);
            throw e;
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new TokenUnavailable("the token has been closed");
        }
        if (pinRefused) {
            throw new TokenUnavailable("the token refused the PIN; it is not tried again");
        }
    }

    private Session borrow() {
        Optional<Session> waiting = Optional.ofNullable(idle.pollFirst());
        Session now = anchor;
        return waiting.filter(session -> session.epoch() == now.epoch())
                .orElseGet(() -> new Session(module.openSession(now.slot(), Access.READING), now.epoch(), now.slot()));
    }

    private void giveBack(Session session) {
        if (closed || session.epoch() != anchor.epoch()) {
            drop(session);
        } else {
            idle.addFirst(session);
        }
    }

    private void drop(Session session) {
        drop(session.handle());
    }

    private void drop(long session) {
        try {
            module.closeSession(session);
        } catch (CryptokiError e) {
            // It was gone already.
            return;
        }
    }

    private synchronized void reconnect(long lostEpoch, CryptokiError loss) {
        if (anchor.epoch() != lostEpoch || closed) {
            return;
        }
        requireUsable();
        if (!loss.isSessionGone()) {
            idle.forEach(this::drop);
            drop(anchor);
        }
        idle.clear();
        try {
            Session fresh = openAnchor(module, settings.token(), lostEpoch + 1);
            loginAgain(fresh);
            anchor = fresh;
        } catch (CryptokiError e) {
            throw e.unavailable();
        }
    }

    private void loginAgain(Session session) {
        try {
            login(session.handle(), User.USER);
        } catch (CryptokiError e) {
            if (e.code() != CkReturn.USER_ALREADY_LOGGED_IN) {
                drop(session);
                throw e;
            }
        }
    }

    /// Gives the PIN for the one operation that is active in the session.
    void confirm(long session) {
        login(session, User.CONTEXT_SPECIFIC);
    }

    private void login(long session, User user) {
        requireUsable();
        try (Secret pin = settings.pin().get()) {
            module.login(session, user, pin);
        } catch (CryptokiError e) {
            pinRefused |= e.isRefusedPin();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Session session : idle) {
            drop(session);
        }
        idle.clear();
        try {
            module.logout(anchor.handle());
        } catch (CryptokiError e) {
            // Logged out by others, or away: closing the session is all that is left.
            drop(anchor);
            return;
        }
        drop(anchor);
    }
}
