package kakehashi.revocation;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.keys.Signer;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.CrlEntrySink;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.Oid;
import kakehashi.x509.ToBeSigned;
import kakehashi.x509.VerificationKey;

/// Makes the CRLs of a CA with one of its keys (RFC 5280 §5): from a plan and the revocation state what is to be
/// signed, then from a signature the list. Between the two the caller records the intent (record 7).
///
/// Entries are written in the order of the serial numbers, so equal states make equal lists.
public final class CrlMaker {
    /// `expiredCertsOnCRL` (X.509), not critical.
    private static final Oid EXPIRED_CERTS_ON_CRL = Oid.of("2.5.29.60");

    private final CrlIssuer issuer;

    /// A maker of the lists of one CA and key.
    public CrlMaker(CrlIssuer issuer) {
        this.issuer = issuer;
    }

    /// Makes what is to be signed. The state has to be that of the plan's moment: a copy of the register, taken
    /// when the intent is recorded.
    ///
    /// @throws ArithmeticException when the list would be longer than two gigabytes
    public CrlOutcome<PreparedCrl> prepare(CrlPlan plan, RevocationRegister state) {
        Optional<CrlRefusal> refusal = switch (plan.contents()) {
            case CrlPlan.Contents.Complete complete -> refusal(complete, state);
            case CrlPlan.Contents.Delta(IssuedCrl base) -> refusal(base, state);
        };
        if (refusal.isPresent()) {
            return new CrlOutcome.Refused<>(refusal.get());
        }
        CrlBuilder list = new CrlBuilder(issuer.name(), plan.thisUpdate())
                .nextUpdate(plan.nextUpdate())
                .authorityKeyIdentifier(AuthorityKeyIdentifier.of(issuer.keyIdentifier()))
                .crlNumber(plan.number());
        plan.coverage().extension().ifPresent(list::issuingDistributionPoint);
        Consumer<CrlEntrySink> entries = switch (plan.contents()) {
            case CrlPlan.Contents.Complete complete -> {
                describe(list, complete);
                yield sink -> state.writeComplete(plan.coverage(), sink);
            }
            case CrlPlan.Contents.Delta(IssuedCrl base) -> {
                list.baseCrlNumber(base.number());
                yield sink -> state.writeDelta(base, sink);
            }
        };
        ToBeSigned toBeSigned = list.toBeSigned(issuer.algorithm(), entries);
        return new CrlOutcome.Made<>(new PreparedCrl(issuer, issued(plan, state.changes()), toBeSigned));
    }

    private static Optional<CrlRefusal> refusal(CrlPlan.Contents.Complete complete, RevocationRegister state) {
        return complete.expiredSince()
                .filter(since -> state.forgottenThrough() >= since.getEpochSecond())
                .map(since -> CrlRefusal.EXPIRED_ALREADY_FORGOTTEN);
    }

    private Optional<CrlRefusal> refusal(IssuedCrl base, RevocationRegister state) {
        if (!base.key().equals(issuer.keyIdentifier())) {
            return Optional.of(CrlRefusal.BASE_OF_ANOTHER_KEY);
        }
        return base.changes() > state.changes() ? Optional.of(CrlRefusal.STATE_BEFORE_BASE) : Optional.empty();
    }

    private static void describe(CrlBuilder list, CrlPlan.Contents.Complete complete) {
        if (!complete.freshest().isEmpty()) {
            list.freshestCrl(complete.freshest());
        }
        complete.expiredSince()
                .map(since -> DerWriter.write(w -> w.generalizedTime(since)))
                .ifPresent(value -> list.extension(new Extension(EXPIRED_CERTS_ON_CRL, false, value)));
    }

    private IssuedCrl issued(CrlPlan plan, long changes) {
        BigInteger number = plan.number();
        Instant thisUpdate = plan.thisUpdate();
        return new IssuedCrl(plan.coverage(), number, thisUpdate, changes, issuer.keyIdentifier());
    }

    /// Has the list signed once and verifies the signature.
    ///
    /// @throws kakehashi.keys.TokenUnavailable when the token is away; it may have signed, which harms nobody: the
    ///     number is skipped
    public CrlOutcome<SignedCrl> sign(PreparedCrl prepared, Signer signer) {
        if (!prepared.issuer().equals(issuer)) {
            return new CrlOutcome.Refused<>(CrlRefusal.OTHER_ISSUER);
        }
        if (!signer.publicKey().equals(issuer.publicKey()) || signer.algorithm() != issuer.algorithm()) {
            return new CrlOutcome.Refused<>(CrlRefusal.OTHER_SIGNER);
        }
        ToBeSigned toBeSigned = prepared.toBeSigned();
        Bytes signature = signer.sign(toBeSigned.content());
        boolean verified = VerificationKey.of(issuer.publicKey())
                .filter(key -> key.verifies(toBeSigned.algorithm(), toBeSigned.content(), signature))
                .isPresent();
        return verified
                ? new CrlOutcome.Made<>(new SignedCrl(prepared.issued(), toBeSigned.signedInPieces(signature)))
                : new CrlOutcome.Refused<>(CrlRefusal.SIGNATURE_WRONG);
    }
}
