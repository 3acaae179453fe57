package kakehashi.issuing;

import java.util.Optional;

/// A look at the vault between two groups, which must not stop it.
final class Rest {
    private Rest() {}

    /// @return what the look threw
    static Optional<RuntimeException> look(Seal seal, Runnable look) {
        try {
            seal.still(look);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /// Throws what the look threw, where somebody waits for it.
    static void tell(Optional<RuntimeException> thrown) {
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }
}
