package kakehashi.contract;

import java.util.Collection;
import java.util.List;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// What was collected from other PKI domains by configuration: the port between the room that collects and those
/// that judge paths over it. Signatures were checked where the signer is known; what is here is material, not
/// truth.
public interface CollectedMaterial {
    /// CA certificates of other domains.
    Collection<Certificate> certificates();

    /// Their cross-certificate pairs.
    Collection<CrossCertificatePair> pairs();

    /// Their CRLs, older ones that are kept for judging the past included.
    Collection<Crl> crls();

    /// Their OCSP responses about their CA certificates; none where responders are not asked.
    default Collection<BasicOcspResponse> responses() {
        return List.of();
    }

    /// Has somebody told of every change, after it can be seen here, by a thread that must not be held up.
    void listen(Runnable changed);
}
