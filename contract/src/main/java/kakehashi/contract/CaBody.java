package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;

/// What becomes of a CA. A template is a TBSCertificate with serial number 0; what is signed differs in the serial
/// number only.
public sealed interface CaBody extends OrderBody {
    /// A new CA with a self-signed certificate.
    ///
    /// @param authority what it is known by
    /// @param name what people call it
    /// @param template the certificate
    record Create(Id authority, String name, Bytes template) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.id(authority).text(name).octets(template));
        }
    }

    /// A certificate for a subordinate CA.
    ///
    /// @param request its PKCS#10
    /// @param template the certificate
    record Certify(Bytes request, Bytes template) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(1, w -> w.octets(request).octets(template));
        }
    }

    /// A new key for the CA (RFC 4210 §4.4).
    ///
    /// @param newSelf template: the new key, by the new key
    /// @param newWithOld template: the new key, by the old key
    /// @param oldWithNew template: the old key, by the new key
    record Rollover(Bytes newSelf, Bytes newWithOld, Bytes oldWithNew) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(2, w -> w.octets(newSelf).octets(newWithOld).octets(oldWithNew));
        }
    }

    /// Make a key; its digest is in the outcome.
    ///
    /// @param authority for which CA
    /// @param parameters of what kind
    record Key(Id authority, String parameters) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(3, w -> w.id(authority).text(parameters));
        }
    }

    /// The CA ends.
    ///
    /// @param reason why
    record End(CrlReason reason) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(4, w -> w.reason(reason));
        }
    }

    /// A certificate that an outside CA issued for the key that was made here: an offline root's of another
    /// installation, or a commercial one's.
    ///
    /// @param request the PKCS#10 by which the outside CA was asked
    /// @param certificate what it issued
    /// @param issuer the outside CA's own certificate, under whose key it was signed
    record Receive(Bytes request, Bytes certificate, Bytes issuer) implements CaBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(5, w -> w.octets(request).octets(certificate).octets(issuer));
        }
    }

    /// Reads a body.
    static CaBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> reader.fields(0, r -> new Create(r.id(), r.text(), r.octets()));
            case 1 -> reader.fields(1, r -> new Certify(r.octets(), r.octets()));
            case 2 -> reader.fields(2, r -> new Rollover(r.octets(), r.octets(), r.octets()));
            case 3 -> reader.fields(3, r -> new Key(r.id(), r.text()));
            case 4 -> reader.fields(4, r -> new End(r.reason()));
            case 5 -> reader.fields(5, r -> new Receive(r.octets(), r.octets(), r.octets()));
            default -> throw reader.noChoice("CaBody");
        };
    }
}
