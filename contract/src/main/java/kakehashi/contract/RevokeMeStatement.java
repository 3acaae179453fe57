package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;

/// A subscriber's wish to have a certificate revoked.
///
/// @param installation digest of the genesis entry
/// @param authority the CA
/// @param serial the certificate's serial number
/// @param reason why
public record RevokeMeStatement(Digest installation, Id authority, SerialNumber serial, Reason reason)
        implements DerValue {
    /// Why; a subscriber knows no other reasons.
    public enum Reason implements Numbered {
        UNSPECIFIED(0),
        KEY_COMPROMISE(1);

        private static final List<Reason> ALL = List.of(values());

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /// Parses the statement, without its signature.
    public static Parsed<RevokeMeStatement> parse(Bytes der) {
        return StatementReader.parse(der, RevokeMeStatement::read);
    }

    static RevokeMeStatement read(StatementReader reader) {
        return reader.statement(
                Label.REVOKE_ME, r -> new RevokeMeStatement(r.digest(), r.id(), r.serial(), r.enumerated(Reason.ALL)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.REVOKE_ME,
                w -> w.digest(installation).id(authority).serial(serial).enumerated(reason));
    }
}
