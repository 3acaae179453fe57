package kakehashi.platform;

import java.util.Collection;
import java.util.List;
import kakehashi.contract.CollectedMaterial;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// What is known of other domains where nothing is collected from anybody.
public final class NothingCollected implements CollectedMaterial {
    @Override
    public Collection<Certificate> certificates() {
        return List.of();
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return List.of();
    }

    @Override
    public Collection<Crl> crls() {
        return List.of();
    }

    @Override
    public Collection<BasicOcspResponse> responses() {
        return List.of();
    }

    @Override
    public void listen(Runnable changed) {}
}
