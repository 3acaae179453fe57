package kakehashi.path;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.Name;
import kakehashi.x509.ReasonFlags;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.VerificationKey;

/// CRL validation for one certificate (RFC 5280 §6.3), `use-deltas` always set. An object answers one question; its
/// fields are the revocation state variables of §6.3.2.
///
/// It differs from §6.3.3 where that is more careful: CRLs that cover no further reason are still asked whether
/// they list the certificate, because any current CRL that revokes outweighs those that do not; and a CRL of the
/// certificate issuer says nothing good about a certificate that names only other CRL issuers.
final class CrlProcessing {
    private final RevocationEvidence evidence;
    private final CrlSigner signer;
    private final Freshness freshness;
    private final RevocationQuestion question;
    private final Certificate certificate;

    /// "(a) reasons_mask: the set of revocation reasons supported by the CRLs and delta CRLs processed so far. …
    /// This variable is initialized to the empty set."
    private ReasonFlags reasonsMask = ReasonFlags.NONE;

    /// "(b) cert_status: … This variable is initialized to the special value UNREVOKED."
    private Optional<RevocationStatus.Revoked> certStatus = Optional.empty();

    private final List<Accepted> accepted = new ArrayList<>(1);
    private final Set<Evidence> reliedOn = new LinkedHashSet<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private Period period = Period.ALWAYS;

    private CrlProcessing(
            RevocationEvidence evidence, CrlSigner signer, RevocationPolicy policy, RevocationQuestion question) {
        this.evidence = evidence;
        this.signer = signer;
        this.freshness = new Freshness(policy, question.at());
        this.question = question;
        this.certificate = question.certificate();
    }

    /// A complete CRL that passed every step, with the delta CRL that updates it.
    private record Accepted(Crl complete, Optional<Crl> delta) {
        /// The CRL whose times and number count.
        private Crl newest() {
            return delta.orElse(complete);
        }

        /// Whether the other CRL was issued before these, for the same scope: "CRL numbers allow users to easily
        /// determine when a particular CRL supersedes another CRL" (§5.2.3).
        private boolean supersede(Crl other) {
            Optional<BigInteger> mine = newest().crlNumber();
            Optional<BigInteger> theirs = other.crlNumber();
            return mine.isPresent()
                    && theirs.isPresent()
                    && mine.get().compareTo(theirs.get()) > 0
                    && CrlScope.sameScope(complete, other);
        }
    }

    /// What the CRLs say about a certificate: `Good`, `Revoked`, or `Undetermined` with the reason why each CRL
    /// that might have answered was refused.
    static RevocationStatus check(
            RevocationEvidence evidence, CrlSigner signer, RevocationPolicy policy, RevocationQuestion question) {
        return new CrlProcessing(evidence, signer, policy, question).run();
    }

    private RevocationStatus run() {
        // "For each distribution point (DP) in the certificate's CRL distribution points extension, for each
        // corresponding CRL in the local CRL cache …"
        for (DistributionPoint point : certificate.crlDistributionPoints()) {
            processAll(point, point.crlIssuer().isEmpty() ? List.of(certificate.issuer()) : crlIssuers(point));
        }
        // "If the revocation status has not been determined, repeat the process above with any available CRLs not
        // specified in a distribution point but issued by the certificate issuer."
        processAll(CrlScope.assumedPoint(certificate), List.of(certificate.issuer()));
        if (certStatus.isPresent()) {
            return certStatus.get();
        }
        // "If ((reasons_mask is all-reasons) OR (cert_status is not UNREVOKED)), then the revocation status has
        // been determined, so return cert_status." "… return the cert_status UNDETERMINED."
        if (reasonsMask.equals(ReasonFlags.ALL)) {
            return new RevocationStatus.Good(List.copyOf(reliedOn), period);
        }
        if (!reliedOn.isEmpty()) {
            findings.add(Finding.of(Check.CRL_REASONS_NOT_COVERED));
        }
        return new RevocationStatus.Undetermined(List.copyOf(findings));
    }

    private static List<Name> crlIssuers(DistributionPoint point) {
        return RevocationEvidence.crlIssuers(point);
    }

    private void processAll(DistributionPoint point, List<Name> crlIssuers) {
        for (Name crlIssuer : crlIssuers) {
            List<Crl> crls = evidence.crlsOf(crlIssuer);
            if (crls.isEmpty()) {
                findings.add(Finding.of(Check.CRL_NOT_FOUND, crlIssuer));
            }
            // Looked for once: who sends five hundred complete CRLs would have each compared with all of them.
            List<Crl> deltas =
                    crls.stream().filter(crl -> crl.baseCrlNumber().isPresent()).toList();
            for (Crl crl : crls) {
                // "… while … (cert_status is UNREVOKED)"
                if (certStatus.isEmpty() && crl.baseCrlNumber().isEmpty() && !isSettled(crl)) {
                    process(point, crl, deltas);
                }
            }
        }
    }

    /// Whether the CRL has been accepted through another point, does not list the certificate, and can add no
    /// reason: it then has nothing more to say.
    private boolean isSettled(Crl crl) {
        return reasonsMask.equals(ReasonFlags.ALL) && accepted.stream().anyMatch(crls -> crls.complete == crl);
    }

    /// The steps (a) to (l) for one distribution point and one complete CRL. Those that cost least come first, the
    /// signature comes last.
    private void process(DistributionPoint point, Crl crl, List<Crl> deltasOfIssuer) {
        // (b)
        Optional<Finding> refusal = CrlScope.refusal(certificate, point, crl).or(() -> CrlScope.unknownCritical(crl));
        if (refusal.isPresent()) {
            findings.add(refusal.get());
            return;
        }
        // (c)
        List<Crl> deltas = deltasOfIssuer.stream()
                .filter(delta -> CrlScope.completes(delta, crl))
                .toList();
        // (d)
        ReasonFlags interimReasons = goodCounts(point) ? CrlScope.interimReasons(point, crl) : ReasonFlags.NONE;
        // "(e) Verify that interim_reasons_mask includes one or more reasons that are not included in the
        // reasons_mask." Otherwise the CRL counts only when it lists the certificate.
        if (!interimReasons.addsTo(reasonsMask) && !isListed(crl, deltas)) {
            return;
        }
        // (a), (f), (g), (h)
        Optional<Accepted> current = accept(crl, deltas);
        current.ifPresent(crls -> take(crls, interimReasons));
    }

    private void take(Accepted crls, ReasonFlags interimReasons) {
        // (i), (j), (k)
        Optional<Crl> listing = listingOf(crls);
        if (listing.isPresent()) {
            certStatus = revokedBy(listing.get());
            period = certStatus.isPresent() ? period : period.intersect(Period.at(question.at()));
            return;
        }
        // (l)
        accepted.add(crls);
        if (interimReasons.addsTo(reasonsMask)) {
            reasonsMask = reasonsMask.union(interimReasons);
            relyOn(crls);
        } else {
            // It was asked because it lists the certificate: a delta that releases it does so while it is current.
            limitTo(crls.newest());
        }
    }

    /// Whether the certificate's absence from a CRL found through the point says anything. All points named so in
    /// the certificate count; the certificate issuer's other CRLs do not when it has handed its status over.
    private boolean goodCounts(DistributionPoint point) {
        return !point.crlIssuer().isEmpty() || !CrlScope.handsOver(certificate);
    }

    /// "(a) Update the local CRL cache by obtaining a complete CRL, a delta CRL, or both, as required": of what was
    /// handed in, the newest current delta that its signature and extensions allow updates the complete CRL, which
    /// needs to be current itself only when there is none (§5.2.4). Then (f), (g) and (h).
    private Optional<Accepted> accept(Crl crl, List<Crl> deltas) {
        List<Crl> currentDeltas = deltas.stream().filter(this::isCurrent).toList();
        deltas.stream().filter(delta -> !isCurrent(delta)).forEach(this::limitPeriod);
        if (crl.thisUpdate().isAfter(question.at()) || currentDeltas.isEmpty() && !isCurrent(crl)) {
            refuseForTime(crl);
            return Optional.empty();
        }
        return switch (signer.signerOf(crl, question.issuer())) {
            case CrlSigner.Outcome.Refused(Finding finding) -> {
                findings.add(finding);
                yield Optional.empty();
            }
            case CrlSigner.Outcome.SignedBy(VerificationKey key) -> combine(crl, currentDeltas, key);
        };
    }

    private Optional<Accepted> combine(Crl crl, List<Crl> currentDeltas, VerificationKey key) {
        for (Crl delta : currentDeltas) {
            Optional<Finding> refusal = CrlScope.unknownCritical(delta).or(() -> switch (signer.signedBy(delta, key)) {
                case CrlSigner.Outcome.Refused(Finding finding) -> Optional.of(finding);
                case CrlSigner.Outcome.SignedBy signed -> Optional.empty();
            });
            if (refusal.isEmpty()) {
                return Optional.of(new Accepted(crl, Optional.of(delta)));
            }
            findings.add(refusal.get());
        }
        if (!isCurrent(crl)) {
            refuseForTime(crl);
            return Optional.empty();
        }
        return Optional.of(new Accepted(crl, Optional.empty()));
    }

    /// The CRL by which the certificate is not UNREVOKED.
    private Optional<Crl> listingOf(Accepted crls) {
        // "(i) If use-deltas is set, then search for the certificate on the delta CRL."
        // "(j) If (cert_status is UNREVOKED), then search for the certificate on the complete CRL."
        return crls.delta
                .filter(delta -> entry(delta).isPresent())
                .or(() -> Optional.of(crls.complete))
                .filter(crl -> entry(crl).isPresent())
                // "(k) If (cert_status is removeFromCRL), then set cert_status to UNREVOKED."
                .filter(crl -> reasonOn(crl) != CrlReason.REMOVE_FROM_CRL);
    }

    /// "(2) If the reason code CRL entry extension is not present, set the cert_status variable to the value
    /// unspecified."
    private CrlReason reasonOn(Crl crl) {
        return entry(crl).flatMap(RevokedEntry::reason).orElse(CrlReason.UNSPECIFIED);
    }

    /// The status by a CRL that lists the certificate, unless it holds what a newer CRL of its scope has released.
    private Optional<RevocationStatus.Revoked> revokedBy(Crl listing) {
        boolean released = reasonOn(listing) == CrlReason.CERTIFICATE_HOLD
                && accepted.stream().anyMatch(newer -> newer.supersede(listing));
        return entry(listing)
                .filter(entry -> !released)
                .map(entry -> new RevocationStatus.Revoked(
                        entry.revocationDate(), reasonOn(listing), List.of(evidenceOf(listing))));
    }

    /// "search for … an entry … that matches the certificate issuer and serial number as described in Section
    /// 5.3.3".
    private Optional<RevokedEntry> entry(Crl crl) {
        return crl.lookup(certificate.issuer(), certificate.serialNumber());
    }

    private boolean isListed(Crl crl, List<Crl> deltas) {
        return entry(crl).isPresent()
                || deltas.stream().anyMatch(delta -> entry(delta).isPresent());
    }

    private boolean isCurrent(Crl crl) {
        return freshness.judge(crl.thisUpdate(), crl.nextUpdate()) == Freshness.Verdict.CURRENT;
    }

    private void refuseForTime(Crl crl) {
        Instant issued = crl.thisUpdate();
        switch (freshness.judge(issued, crl.nextUpdate())) {
            case CURRENT -> {}
            case NOT_YET_VALID -> findings.add(Finding.of(Check.CRL_NOT_YET_VALID, issued));
            case EXPIRED ->
                findings.add(Finding.of(Check.CRL_EXPIRED, crl.nextUpdate().orElse(issued)));
            case TOO_OLD -> findings.add(Finding.of(Check.CRL_TOO_OLD, issued));
            case ENDLESS -> findings.add(Finding.of(Check.CRL_WITHOUT_NEXT_UPDATE, issued));
        }
        limitPeriod(crl);
    }

    /// When a CRL that lists the certificate becomes current, the answer may change.
    private void limitPeriod(Crl crl) {
        if (entry(crl).isPresent()) {
            period = freshness.without(period, freshness.window(crl.thisUpdate(), crl.nextUpdate()));
        }
    }

    private void relyOn(Accepted crls) {
        limitTo(crls.newest());
        reliedOn.add(evidenceOf(crls.complete));
        crls.delta.ifPresent(delta -> reliedOn.add(evidenceOf(delta)));
    }

    private void limitTo(Crl crl) {
        period = period.intersect(freshness.window(crl.thisUpdate(), crl.nextUpdate()));
    }

    private static Evidence evidenceOf(Crl crl) {
        Evidence.Kind kind = crl.baseCrlNumber().isPresent() ? Evidence.Kind.DELTA_CRL : Evidence.Kind.CRL;
        return new Evidence(kind, crl.fingerprint(), crl.thisUpdate(), crl.nextUpdate());
    }
}
