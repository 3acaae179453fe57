package kakehashi.collection;

import java.io.IOException;

/// Ends a fetch from within the streams of a library. It never leaves [Fetcher], which makes it an outcome.
final class FetchStopped extends IOException {
    private static final long serialVersionUID = 1L;

    private final FetchFailure failure;

    FetchStopped(FetchFailure failure, String detail) {
        super(detail);
        this.failure = failure;
    }

    FetchOutcome.Failed outcome() {
        return new FetchOutcome.Failed(failure, getMessage());
    }
}
