package kakehashi.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;

/// What octets from outside hold, told by the octets themselves: neither media types nor file names nor attribute
/// names of partners are reliable. No signature was checked.
record CollectParcel(
        List<Certificate> certificates,
        List<CrossCertificatePair> pairs,
        List<Crl> crls,
        List<BasicOcspResponse> responses) {
    /// The most values that are read of one piece.
    static final int MAX_VALUES = 5_000;

    CollectParcel {
        certificates = List.copyOf(certificates);
        pairs = List.copyOf(pairs);
        crls = List.copyOf(crls);
        responses = List.copyOf(responses);
    }

    /// Reads pieces. What cannot be read among others is passed over; empty when nothing can be read, or there is
    /// more than is allowed.
    static Optional<CollectParcel> read(List<Bytes> pieces) {
        Sorting all = new Sorting();
        for (Bytes piece : pieces) {
            if (!all.value(piece)
                    && Pem.decode(piece) instanceof Parsed.Value<List<Pem.Block>>(List<Pem.Block> blocks)) {
                blocks.stream().map(Pem.Block::content).forEach(all::value);
            }
        }
        return all.count == 0 || all.count > MAX_VALUES
                ? Optional.empty()
                : Optional.of(new CollectParcel(all.certificates, all.pairs, all.crls, all.responses));
    }

    /// Values sorted by what they are.
    private static final class Sorting {
        private final List<Certificate> certificates = new ArrayList<>();
        private final List<CrossCertificatePair> pairs = new ArrayList<>();
        private final List<Crl> crls = new ArrayList<>();
        private final List<BasicOcspResponse> responses = new ArrayList<>();
        private int count;

        boolean value(Bytes der) {
            return counted(Certificate.parse(der).toOptional().map(certificates::add))
                    || counted(Crl.parse(der).toOptional().map(crls::add))
                    || counted(CrossCertificatePair.parse(der).toOptional().map(pairs::add))
                    || counted(OcspResponse.parse(der).toOptional().flatMap(this::response))
                    || CertificateBundle.parse(der)
                            .toOptional()
                            .map(this::bundle)
                            .isPresent();
        }

        private boolean counted(Optional<Boolean> added) {
            count += added.isPresent() ? 1 : 0;
            return added.isPresent();
        }

        private Optional<Boolean> response(OcspResponse response) {
            return switch (response) {
                case OcspResponse.Successful(BasicOcspResponse basic) -> Optional.of(responses.add(basic));
                case OcspResponse.Unsuccessful _ -> Optional.empty();
            };
        }

        private CertificateBundle bundle(CertificateBundle bundle) {
            certificates.addAll(bundle.certificates());
            count += bundle.certificates().size();
            for (Bytes der : bundle.crlDers()) {
                counted(Crl.parse(der).toOptional().map(crls::add));
            }
            return bundle;
        }
    }

    /// The certificates, those in pairs too.
    List<Certificate> allCertificates() {
        List<Certificate> all = new ArrayList<>(certificates);
        for (CrossCertificatePair pair : pairs) {
            pair.issuedToThisCa().ifPresent(all::add);
            pair.issuedByThisCa().ifPresent(all::add);
        }
        return all;
    }
}
