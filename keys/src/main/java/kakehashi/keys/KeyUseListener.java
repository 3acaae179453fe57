package kakehashi.keys;

/// Hears of every use of a private key, before it and after it: the port to the audit log.
///
/// It is called by the thread that signs, many at once. It has the last word: when [#before] throws, the key is not
/// used; when [#after] throws, the signature is not handed out.
public interface KeyUseListener {
    /// A key is about to be used.
    void before(KeyUse use);

    /// The use that [#before] heard of has ended.
    void after(KeyUse use, KeyUseResult result);
}
