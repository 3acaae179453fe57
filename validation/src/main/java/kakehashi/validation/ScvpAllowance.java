package kakehashi.validation;

import java.util.List;
import kakehashi.x509.Certificate;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.ReplyWantBack;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.WantBackValue;

/// How much one response may give back: 256 certificates, each with the CRL of a million entries that covers it,
/// would be ten gigabytes. What does not fit any more could not be satisfied.
final class ScvpAllowance {
    /// 48 MiB: the CRL of a million entries, and a message that fits into what clients of ours read.
    static final long USUAL = 48L << 20;

    private long left;

    ScvpAllowance(long octets) {
        left = octets;
    }

    /// Takes the room for what one reply gives back, all of it or none.
    boolean take(List<ReplyWantBack> wantBacks) {
        long octets = wantBacks.stream().mapToLong(w -> octets(w.value())).sum();
        if (octets > left) {
            return false;
        }
        left -= octets;
        return true;
    }

    private static long octets(WantBackValue value) {
        return switch (value) {
            case WantBackValue.CertBundle(List<Certificate> path) -> certificates(path);
            case WantBackValue.CertBundles(List<WantBackValue.CertBundle> paths) ->
                paths.stream()
                        .mapToLong(path -> certificates(path.certificates()))
                        .sum();
            case WantBackValue.RevInfoWantBack(List<RevocationItem> items, List<Certificate> extra) ->
                certificates(extra)
                        + items.stream().mapToLong(ScvpAllowance::octets).sum();
            case WantBackValue.PublicKey(var key) -> key.der().length();
            case WantBackValue.PkcCert(Certificate certificate) ->
                certificate.der().length();
            case WantBackValue.AcCert(var der) -> der.length();
            case WantBackValue.Other(var octets) -> octets.length();
            case WantBackValue.ScvpResponses _, WantBackValue.Unsatisfied _ -> 0;
        };
    }

    private static long certificates(List<Certificate> certificates) {
        return certificates.stream().mapToLong(c -> c.der().length()).sum();
    }

    private static long octets(RevocationItem item) {
        return switch (item) {
            case RevocationItem.FullCrl(var crl) -> crl.der().length();
            case RevocationItem.DeltaCrl(var crl) -> crl.der().length();
            case RevocationItem.Ocsp(OcspResponse.Successful(var basic)) ->
                basic.der().length();
            case RevocationItem.Ocsp(OcspResponse.Unsuccessful _), RevocationItem.Other _ -> 0;
        };
    }
}
