package kakehashi.x509;

import java.util.List;

/// The certificates that an SCVP query is about (RFC 5055 §3.2.1): all of one kind, one at least.
public sealed interface CertReferences {
    /// Public key certificates.
    record PkcRefs(List<PkcReference> references) implements CertReferences {
        /// @throws IllegalArgumentException without a reference
        public PkcRefs {
            references = List.copyOf(references);
            Fields.require(!references.isEmpty(), "a query about no certificate");
        }
    }

    /// Attribute certificates.
    record AcRefs(List<AcReference> references) implements CertReferences {
        /// @throws IllegalArgumentException without a reference
        public AcRefs {
            references = List.copyOf(references);
            Fields.require(!references.isEmpty(), "a query about no certificate");
        }
    }

    /// References to these certificates by value.
    ///
    /// @throws IllegalArgumentException without a certificate
    static CertReferences of(List<Certificate> certificates) {
        return new PkcRefs(
                certificates.stream().<PkcReference>map(PkcReference.Cert::new).toList());
    }

    /// Reads references.
    static CertReferences read(DerReader reader) {
        return reader.nextIs(0xa0)
                ? new PkcRefs(Fields.nonEmptyList(reader, 0xa0, PkcReference::read))
                : new AcRefs(Fields.nonEmptyList(reader, 0xa1, AcReference::read));
    }

    /// Writes the references.
    default void write(DerWriter writer) {
        switch (this) {
            case PkcRefs(List<PkcReference> all) -> writer.sequenceOf(0xa0, all, (w, one) -> one.write(w));
            case AcRefs(List<AcReference> all) -> writer.sequenceOf(0xa1, all, (w, one) -> one.write(w));
        }
    }
}
