package kakehashi.repository;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps one outside directory as what is published: after every change, and once a minute in any case. What fails
/// is tried again.
final class OutsidePublication implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OutsidePublication.class.getName());
    private static final long MINUTE = 60;
    private static final long AFTER_FAILURE = 5;
    private static final int A_PART = 200;

    private final PublishedState state;
    private final OutsideDirectory outside;
    private final DirectoryPublisher publisher;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;
    private long goneSeen;
    private long cameSeen;
    private volatile Optional<String> failure = Optional.empty();

    OutsidePublication(PublishedState state, OutsideDirectory outside) {
        this.state = state;
        this.outside = outside;
        this.publisher = new DirectoryPublisher(outside);
        this.thread = Thread.ofVirtual().name("publish-to-" + outside.host()).unstarted(this::run);
        state.listen(changed::release);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long pause = publish() ? MINUTE : AFTER_FAILURE;
                if (pause == AFTER_FAILURE) {
                    // A change does not make the next attempt come sooner.
                    TimeUnit.SECONDS.sleep(pause);
                } else if (changed.tryAcquire(pause, TimeUnit.SECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean publish() {
        if (state.picture().last().index() == 0) {
            return true;
        }
        try {
            bring();
            failure = Optional.empty();
            return true;
        } catch (LDAPException | RuntimeException e) {
            String words = e instanceof LDAPException ldap
                    ? ldap.getResultCode().getName()
                    : e.getClass().getSimpleName();
            if (!failure.equals(Optional.of(words))) {
                LOG.log(Level.WARNING, "publication to {0} fails: {1}", outside.host(), words);
            }
            failure = Optional.of(words);
            return false;
        }
    }

    /// CAs and CRLs go first, each time; then certificates that were taken away; then those that came, a part at a
    /// time as long as nothing new happens. After a start all are gone through once.
    private synchronized void bring() throws LDAPException {
        DirectoryTree tree = DirectoryTree.of(state);
        publisher.publishAuthorities(tree);
        long gone = state.shelf().gone();
        Optional<List<DN>> since = state.shelf().goneSince(goneSeen);
        if (since.isPresent()) {
            publisher.publish(tree, since.get());
        } else {
            publisher.reconcile(tree, Repository.Reconciliation.MEND);
        }
        goneSeen = gone;
        boolean more = true;
        while (more && changed.availablePermits() == 0) {
            CertificateShelf.Passage part = state.shelf().passage(cameSeen, A_PART);
            publisher.publish(tree, part.names());
            cameSeen = part.next();
            more = part.more();
        }
    }

    /// Compares all with what is published at this moment.
    synchronized List<DirectoryDifference> reconcile(Repository.Reconciliation mode) throws LDAPException {
        return publisher.reconcile(DirectoryTree.of(state), mode);
    }

    OutsideDirectory outside() {
        return outside;
    }

    /// Why the last attempt failed, if it did.
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
