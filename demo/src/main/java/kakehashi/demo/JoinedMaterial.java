package kakehashi.demo;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import kakehashi.contract.CollectedMaterial;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// What was collected and what was imported, as one.
record JoinedMaterial(List<CollectedMaterial> parts) implements CollectedMaterial {
    private <T> Collection<T> all(Function<CollectedMaterial, Collection<T>> part) {
        LinkedHashSet<T> all = new LinkedHashSet<>();
        parts.forEach(one -> all.addAll(part.apply(one)));
        return all;
    }

    @Override
    public Collection<Certificate> certificates() {
        return all(CollectedMaterial::certificates);
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return all(CollectedMaterial::pairs);
    }

    @Override
    public Collection<Crl> crls() {
        return all(CollectedMaterial::crls);
    }

    @Override
    public Collection<BasicOcspResponse> responses() {
        return all(CollectedMaterial::responses);
    }

    @Override
    public void listen(Runnable changed) {
        parts.forEach(one -> one.listen(changed));
    }
}
