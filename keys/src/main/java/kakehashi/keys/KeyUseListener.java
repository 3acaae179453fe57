package kakehashi.keys;

/// Hears of every use of a private key, before it and after it: the port to the audit log.
///
/// It is called by the thread that signs, many at once. It has the last word: when [#before] throws, the key is not
/// used; when [#after] throws, the signature is not handed out.
public interface KeyUseListener {
    /// How often the key has been used so far, as far as the listener knows durably; the guard asks once an
    /// activation, and numbers the uses on from there. It never answers less than the number of a use whose
    /// [#before] returned. Without a memory it is 0, and each activation counts from 1.
    default long usesSoFar(KeyEntry key) {
        return 0;
    }

    /// A key is about to be used.
    void before(KeyUse use);

    /// The use that [#before] heard of has ended.
    void after(KeyUse use, KeyUseResult result);
}
