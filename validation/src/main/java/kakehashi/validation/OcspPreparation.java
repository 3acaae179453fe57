package kakehashi.validation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Keeps the responses that are asked for signed ahead of the questions, until it is closed.
///
/// What a responder was asked about once and again is signed anew before it grows old, and as soon as its status
/// changes; what nobody asks for any more is let go.
public final class OcspPreparation implements AutoCloseable {
    /// How often it looks.
    public static final Duration PERIOD = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(OcspPreparation.class.getName());

    private final Supplier<OcspResponder> responder;
    private final Duration period;
    private final InstantSource clock;
    private final Thread worker;

    private OcspPreparation(Supplier<OcspResponder> responder, Duration period, InstantSource clock) {
        this.responder = responder;
        this.period = period;
        this.clock = clock;
        this.worker = Thread.ofVirtual().name("kakehashi-ocsp").unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param responder the responder of the moment
    /// @param period how often it looks
    /// @param clock the present
    public static OcspPreparation of(Supplier<OcspResponder> responder, Duration period, InstantSource clock) {
        OcspPreparation made = new OcspPreparation(responder, period, clock);
        made.worker.start();
        return made;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(period);
                renew();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        try {
            // Two periods: what grows old before the next look has been done by then.
            responder.get().renew(clock.instant().plus(period.multipliedBy(2)));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "OCSP responses could not be signed ahead", e);
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
