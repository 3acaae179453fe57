package kakehashi.keys;

/// Whom a passkey serves: pinned by the rules of the installation, never taken from a proof.
///
/// @param id the relying-party id, such as `approvals.example.go.jp`; the client's ends in `.invalid`
/// @param origin the origin that clients write into their data, such as `https://approvals.example.go.jp`
public record RelyingParty(String id, String origin) {
    /// @throws IllegalArgumentException when a part is empty, or has anything but printable ASCII characters that
    ///     stand for themselves in JSON
    public RelyingParty {
        if (!isPlain(id) || !isPlain(origin)) {
            throw new IllegalArgumentException("a relying party has printable ASCII without quotes and backslashes");
        }
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
    }
}
