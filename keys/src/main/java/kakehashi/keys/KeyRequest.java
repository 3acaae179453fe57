package kakehashi.keys;

/// The wish for a new key.
///
/// @param label the name for people, not yet in use on the token
/// @param kind the kind and size
/// @param confirmation how often the token is to ask for the PIN
public record KeyRequest(String label, KeyKind kind, Confirmation confirmation) {
    private static final int MAX_LABEL = 200;

    /// When the holder of the PIN confirms.
    public enum Confirmation {
        /// Once, when the token is activated.
        ON_ACTIVATION,
        /// For every single signature as well (PKCS#11 `CKA_ALWAYS_AUTHENTICATE`).
        AT_EACH_USE
    }

    /// @throws IllegalArgumentException when the label is blank or longer than 200 characters
    public KeyRequest {
        requireLabel(label);
    }

    static void requireLabel(String label) {
        if (label.isBlank() || label.length() > MAX_LABEL) {
            throw new IllegalArgumentException("a label has 1 to " + MAX_LABEL + " characters");
        }
    }

    /// A key that signs while its token is activated.
    public static KeyRequest of(String label, KeyKind kind) {
        return new KeyRequest(label, kind, Confirmation.ON_ACTIVATION);
    }
}
