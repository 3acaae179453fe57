package kakehashi.revocation;

import kakehashi.x509.ToBeSigned;

/// A CRL that [CrlMaker#prepare] made and nobody has signed yet.
public final class PreparedCrl {
    private final CrlIssuer issuer;
    private final IssuedCrl issued;
    private final ToBeSigned toBeSigned;

    PreparedCrl(CrlIssuer issuer, IssuedCrl issued, ToBeSigned toBeSigned) {
        this.issuer = issuer;
        this.issued = issued;
        this.toBeSigned = toBeSigned;
    }

    CrlIssuer issuer() {
        return issuer;
    }

    ToBeSigned toBeSigned() {
        return toBeSigned;
    }

    /// What will be remembered of it.
    public IssuedCrl issued() {
        return issued;
    }
}
