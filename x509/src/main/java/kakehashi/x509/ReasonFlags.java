package kakehashi.x509;

/// A set of revocation reasons (RFC 5280 §4.2.1.13).
///
/// @param bits the named bits, the first (unused) as bit 0
public record ReasonFlags(int bits) {
    /// Every reason that a CRL can be limited to, keyCompromise (1) to aACompromise (8).
    public static final ReasonFlags ALL = new ReasonFlags(0x1fe);

    /// No reason.
    public static final ReasonFlags NONE = new ReasonFlags(0);

    static ReasonFlags read(DerReader reader, int tag) {
        return new ReasonFlags(reader.namedBits(tag) & ALL.bits);
    }

    /// The reasons in both sets.
    public ReasonFlags intersect(ReasonFlags other) {
        return new ReasonFlags(bits & other.bits);
    }

    /// The reasons in either set.
    public ReasonFlags union(ReasonFlags other) {
        return new ReasonFlags(bits | other.bits);
    }

    /// Whether this set has a reason that the other has not.
    public boolean addsTo(ReasonFlags other) {
        return (bits & ~other.bits) != 0;
    }
}
