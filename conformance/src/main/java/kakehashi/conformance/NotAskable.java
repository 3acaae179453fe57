package kakehashi.conformance;

/// A case that the server which is asked has no policy for, and that no request can say: it is not scored.
final class NotAskable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAskable(String reason) {
        super(reason, null, false, false);
    }
}
