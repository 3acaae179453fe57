package kakehashi.validation;

/// How much the JSON door takes.
///
/// @param requestOctets the longest request
/// @param certificates the most certificates asked about in one request
/// @param material the most items in any other list
public record JsonOptions(int requestOctets, int certificates, int material) {
    /// 8 MiB, 256 certificates, 512 items.
    public static final JsonOptions DEFAULT = new JsonOptions(1 << 23, 256, 512);
}
