package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// What becomes of a cross-certification. `caseId` is `case` in the annex.
public sealed interface CrossBody extends OrderBody {
    /// A certificate for another domain's CA.
    ///
    /// @param caseId the bridge's case
    /// @param request the other CA's PKCS#10
    /// @param template a TBSCertificate with serial number 0
    /// @param own the certificates that the other CA has of itself, one at least: the template is held against them
    record Certify(Id caseId, Bytes request, Bytes template, List<Bytes> own) implements CrossBody {
        /// The list is copied.
        public Certify {
            own = List.copyOf(own);
        }

        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    0,
                    w -> w.id(caseId)
                            .octets(request)
                            .octets(template)
                            .list(Tag.SEQUENCE, Bound.SOME, own, StatementWriter::octets));
        }
    }

    /// Publishes a pair.
    ///
    /// @param caseId the bridge's case
    /// @param pair the CertificatePair of RFC 4523, whole
    record Publish(Id caseId, Bytes pair) implements CrossBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(1, w -> w.id(caseId).octets(pair));
        }
    }

    /// Revokes our half and withdraws the pair.
    ///
    /// @param caseId the bridge's case
    /// @param serial of the certificate that we issued
    /// @param reason why
    /// @param pair digest of the pair
    record Withdraw(Id caseId, SerialNumber serial, CrlReason reason, Digest pair) implements CrossBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(2, w -> w.id(caseId).serial(serial).reason(reason).digest(pair));
        }
    }

    /// Reads a body.
    static CrossBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 ->
                reader.fields(
                        0,
                        r -> new Certify(
                                r.id(),
                                r.octets(),
                                r.octets(),
                                r.list(Tag.SEQUENCE, Bound.SOME, StatementReader::octets)));
            case 1 -> reader.fields(1, r -> new Publish(r.id(), r.octets()));
            case 2 -> reader.fields(2, r -> new Withdraw(r.id(), r.serial(), r.reason(), r.digest()));
            default -> throw reader.noChoice("CrossBody");
        };
    }
}
