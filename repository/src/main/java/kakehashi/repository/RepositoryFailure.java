package kakehashi.repository;

/// An outside directory does not answer, or refuses.
public final class RepositoryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepositoryFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
