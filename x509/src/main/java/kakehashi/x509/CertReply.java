package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an SCVP server says of one certificate (RFC 5055 §4.9). Times are whole seconds.
///
/// @param cert the certificate, as the client referred to it
/// @param replyStatus the outcome
/// @param replyValTime the time at which the certificate was judged
/// @param replyChecks the outcome of each check that was asked for
/// @param replyWantBacks what was asked to be given back
/// @param validationErrors why the certificate is not valid, of [ValidationError] or others; empty when absent
/// @param nextUpdate when the answer may change
/// @param certReplyExtensions the extensions
public record CertReply(
        CertReference cert,
        ReplyStatus replyStatus,
        Instant replyValTime,
        List<ReplyCheck> replyChecks,
        List<ReplyWantBack> replyWantBacks,
        List<Oid> validationErrors,
        Optional<Instant> nextUpdate,
        Extensions certReplyExtensions) {
    public CertReply {
        replyChecks = List.copyOf(replyChecks);
        replyWantBacks = List.copyOf(replyWantBacks);
        validationErrors = List.copyOf(validationErrors);
    }

    /// The outcome for one certificate (RFC 5055 §4.9.2); the order is that of the standard's numbers.
    public enum ReplyStatus {
        SUCCESS,
        MALFORMED_PKC,
        MALFORMED_AC,
        UNAVAILABLE_VALIDATION_TIME,
        REFERENCE_CERT_HASH_FAIL,
        CERT_PATH_CONSTRUCT_FAIL,
        CERT_PATH_NOT_VALID,
        CERT_PATH_NOT_VALID_NOW,
        WANT_BACK_UNSATISFIED;

        /// The number of the standard.
        public int code() {
            return ordinal();
        }

        private static ReplyStatus read(DerReader reader) {
            return values()[reader.smallInteger(Tag.ENUMERATED, values().length - 1)];
        }
    }

    /// The outcome of one check (RFC 5055 §4.9.4).
    ///
    /// @param check the check, of [CertCheck] or another
    /// @param status 0 when it passed; see the constants for the checks of the standard
    public record ReplyCheck(Oid check, int status) {
        /// The check passed: a path was built, or is valid.
        public static final int PASSED = 0;

        /// The check failed: no path was built, or it is not valid.
        public static final int FAILED = 1;

        /// A source of revocation information answered, but with nothing, or with what is stale.
        public static final int REVOCATION_OFF_LINE = 2;

        /// A source of revocation information is known, and cannot be reached.
        public static final int REVOCATION_UNAVAILABLE = 3;

        /// No source of revocation information is known.
        public static final int NO_REVOCATION_SOURCE = 4;

        private static ReplyCheck read(DerReader reader) {
            int outer = reader.enterSequence();
            Oid check = reader.oid();
            int status = Fields.optional(reader, Tag.INTEGER, r -> r.smallInteger(Integer.MAX_VALUE))
                    .orElse(PASSED);
            reader.leave(outer);
            return new ReplyCheck(check, status);
        }

        private void write(DerWriter writer) {
            writer.sequence(s -> {
                s.oid(check);
                if (status != PASSED) {
                    s.integer(status);
                }
            });
        }
    }

    /// A reply without validation errors, next update and extensions.
    public static CertReply of(
            CertReference cert,
            ReplyStatus status,
            Instant replyValTime,
            List<ReplyCheck> checks,
            List<ReplyWantBack> wantBacks) {
        return new CertReply(
                cert, status, replyValTime, checks, wantBacks, List.of(), Optional.empty(), Extensions.NONE);
    }

    /// The same reply with these errors.
    public CertReply withValidationErrors(List<Oid> errors) {
        return new CertReply(
                cert, replyStatus, replyValTime, replyChecks, replyWantBacks, errors, nextUpdate, certReplyExtensions);
    }

    /// The same reply, good until then.
    public CertReply withNextUpdate(Instant time) {
        return new CertReply(
                cert,
                replyStatus,
                replyValTime,
                replyChecks,
                replyWantBacks,
                validationErrors,
                Optional.of(time),
                certReplyExtensions);
    }

    /// The value that came back for a wantBack.
    public Optional<WantBackValue> value(WantBack wantBack) {
        return replyWantBacks.stream()
                .filter(one -> one.wb().equals(wantBack.id()))
                .map(ReplyWantBack::value)
                .findFirst();
    }

    static CertReply read(DerReader reader) {
        int outer = reader.enterSequence();
        CertReply reply = new CertReply(
                CertReference.read(reader),
                Fields.optional(reader, Tag.ENUMERATED, ReplyStatus::read).orElse(ReplyStatus.SUCCESS),
                reader.generalizedTime(),
                Fields.list(reader, Tag.SEQUENCE, ReplyCheck::read),
                Fields.list(reader, Tag.SEQUENCE, ReplyWantBack::read),
                Fields.optionalList(reader, 0xa0, DerReader::oid),
                Fields.optionalTime(reader, 0x81),
                Fields.implicitExtensions(reader, 2));
        reader.leave(outer);
        return reply;
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            cert.write(s);
            if (replyStatus != ReplyStatus.SUCCESS) {
                s.integer(Tag.ENUMERATED, BigInteger.valueOf(replyStatus.code()));
            }
            s.generalizedTime(replyValTime);
            s.sequenceOf(Tag.SEQUENCE, replyChecks, (w, check) -> check.write(w));
            s.sequenceOf(Tag.SEQUENCE, replyWantBacks, (w, wantBack) -> wantBack.write(w));
            Fields.writeOptionalList(s, 0xa0, validationErrors, DerWriter::oid);
            nextUpdate.ifPresent(time -> s.generalizedTime(0x81, time));
            Fields.writeImplicitExtensions(s, 2, certReplyExtensions);
        });
    }
}
