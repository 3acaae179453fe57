package kakehashi.contract;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Tag;

/// What has changed about a certificate.
public sealed interface Change extends DerValue {
    /// It exists and is good.
    ///
    /// @param certificate digest of the certificate, which lies as a file under it where it is published
    /// @param notAfter its last moment
    /// @param visibility whether it is published
    record Issued(Digest certificate, Instant notAfter, Visibility visibility) implements Change {
        /// One that is not published.
        public Issued(Digest certificate, Instant notAfter) {
            this(certificate, notAfter, Visibility.STATUS_ONLY);
        }

        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.digest(certificate).time(notAfter).visibility(visibility));
        }
    }

    /// It is revoked, for good.
    ///
    /// @param at from when
    /// @param reason why
    /// @param invalidity since when the key may be in other hands
    record Revoked(Instant at, CrlReason reason, Optional<Instant> invalidity) implements Change {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(1, w -> w.time(at).reason(reason).optionalTime(invalidity));
        }
    }

    /// It is suspended.
    ///
    /// @param at from when
    record Held(Instant at) implements Change {
        @Override
        public void write(StatementWriter writer) {
            writer.time(at, Tag.primitive(2));
        }
    }

    /// It is no longer suspended.
    ///
    /// @param at from when
    record Released(Instant at) implements Change {
        @Override
        public void write(StatementWriter writer) {
            writer.time(at, Tag.primitive(3));
        }
    }

    /// It may exist, or not; to be answered as revoked, for good.
    ///
    /// @param at from when
    /// @param notAfter the last moment that it would have
    record Burnt(Instant at, Instant notAfter) implements Change {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(4, w -> w.time(at).time(notAfter));
        }
    }

    /// Reads one.
    static Change read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> reader.fields(0, r -> new Issued(r.digest(), r.time(), r.visibility()));
            case 1 -> reader.fields(1, r -> new Revoked(r.time(), r.reason(), r.optionalTime()));
            case 2 -> new Held(reader.time(Tag.primitive(2)));
            case 3 -> new Released(reader.time(Tag.primitive(3)));
            case 4 -> reader.fields(4, r -> new Burnt(r.time(), r.time()));
            default -> throw reader.noChoice("Change");
        };
    }
}
