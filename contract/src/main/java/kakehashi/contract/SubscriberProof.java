package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The subscriber's own signed request, beside an order as an approval is.
public sealed interface SubscriberProof extends DerValue {
    /// The JWS of RFC 8555: §7.4 to issue, §7.6 to revoke.
    ///
    /// @param protectedHeader the octets of the protected header, decoded; `protected` in the annex
    /// @param payload the octets of the payload, decoded
    /// @param signature the signature, decoded
    record Acme(Bytes protectedHeader, Bytes payload, Bytes signature) implements SubscriberProof {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.octets(protectedHeader).octets(payload).octets(signature));
        }
    }

    /// A CMP message that the pinned key signed.
    ///
    /// @param message the DER of the PKIMessage
    record Cmp(Bytes message) implements SubscriberProof {
        @Override
        public void write(StatementWriter writer) {
            writer.octets(message, Tag.primitive(1));
        }
    }

    /// A certification request whose own key is the pinned key.
    ///
    /// @param request the DER of the PKCS#10
    record Pkcs10(Bytes request) implements SubscriberProof {
        @Override
        public void write(StatementWriter writer) {
            writer.octets(request, Tag.primitive(2));
        }
    }

    /// The certificate's own key asks for its revocation.
    ///
    /// @param revokeMe the DER of the [RevokeMe]
    record OwnKey(Bytes revokeMe) implements SubscriberProof {
        @Override
        public void write(StatementWriter writer) {
            writer.octets(revokeMe, Tag.primitive(3));
        }
    }

    /// Parses a proof.
    static Parsed<SubscriberProof> parse(Bytes der) {
        return StatementReader.parse(der, SubscriberProof::read);
    }

    /// Reads a proof.
    static SubscriberProof read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> reader.fields(0, r -> new Acme(r.octets(), r.octets(), r.octets()));
            case 1 -> new Cmp(reader.octets(Tag.primitive(1)));
            case 2 -> new Pkcs10(reader.octets(Tag.primitive(2)));
            case 3 -> new OwnKey(reader.octets(Tag.primitive(3)));
            default -> throw reader.noChoice("SubscriberProof");
        };
    }
}
