package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Tag;

/// Who becomes, stays or is no longer an officer.
public sealed interface OfficerBody extends OrderBody {
    /// Registers an officer, or what has changed about one.
    ///
    /// @param officer as it is to be, whole
    /// @param name the person's name, which the chain knows by digest only
    /// @param salt of the name's digest
    /// @param enrolments the DER of a [Signed] [Enrolment] for each credential that is new
    record Put(Officer officer, String name, Salt salt, List<Bytes> enrolments) implements OfficerBody {
        /// Keeps its own list.
        public Put {
            enrolments = List.copyOf(enrolments);
        }

        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.value(officer).text(name).salt(salt).list(enrolments, StatementWriter::octets));
        }
    }

    /// Ends an officer.
    ///
    /// @param officer who
    record End(Id officer) implements OfficerBody {
        @Override
        public void write(StatementWriter writer) {
            writer.id(officer, Tag.primitive(1));
        }
    }

    /// Ends a credential.
    ///
    /// @param officer whose
    /// @param credential which
    record EndCredential(Id officer, Id credential) implements OfficerBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(2, w -> w.id(officer).id(credential));
        }
    }

    /// Reads a body.
    static OfficerBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 ->
                reader.fields(
                        0, r -> new Put(Officer.read(r), r.text(), r.salt(), r.list(e -> e.octetsOf(Signed::read))));
            case 1 -> new End(reader.id(Tag.primitive(1)));
            case 2 -> reader.fields(2, r -> new EndCredential(r.id(), r.id()));
            default -> throw reader.noChoice("OfficerBody");
        };
    }
}
