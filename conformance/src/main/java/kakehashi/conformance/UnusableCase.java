package kakehashi.conformance;

/// A case, or a file that it names, that cannot be worked with. The run counts it as an error and goes on.
final class UnusableCase extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableCase(String reason) {
        super(reason, null, false, false);
    }
}
