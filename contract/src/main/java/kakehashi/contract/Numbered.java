package kakehashi.contract;

/// A value of an ENUMERATED type of the annex.
public interface Numbered {
    /// Its number in the DER.
    int number();
}
