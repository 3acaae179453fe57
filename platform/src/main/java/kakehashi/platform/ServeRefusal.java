package kakehashi.platform;

import kakehashi.path.Language;

/// Why a process does not start or go on: what is wrong and what to do, in both languages, and the exit code.
final class ServeRefusal extends RuntimeException {
    /// Wrong usage (`EX_USAGE`).
    static final int USAGE = 64;

    /// The configuration or a file that it names is wrong (`EX_DATAERR`). A service that starts it again would fail
    /// again.
    static final int CONFIGURATION = 65;

    /// Something that is needed is not there now, such as an address or a token (`EX_UNAVAILABLE`).
    static final int UNAVAILABLE = 69;

    /// The vault has stopped signing (docs/adr/0005).
    static final int HALTED = 75;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String japanese;

    ServeRefusal(int exitCode, String japanese, String english) {
        super(english, null, false, false);
        this.exitCode = exitCode;
        this.japanese = japanese;
    }

    int exitCode() {
        return exitCode;
    }

    String text(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> getMessage();
        };
    }
}
