package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Tag;

/// Which certificate profiles there are.
public sealed interface ProfileBody extends OrderBody {
    /// Puts one in force.
    ///
    /// @param profile what it is known by, whatever its bytes
    /// @param bytes the profile as it was approved
    record Put(Id profile, Bytes bytes) implements ProfileBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.id(profile).octets(bytes));
        }
    }

    /// Ends one.
    ///
    /// @param profile digest of its bytes
    record End(Digest profile) implements ProfileBody {
        @Override
        public void write(StatementWriter writer) {
            writer.digest(profile, Tag.primitive(1));
        }
    }

    /// Reads a body.
    static ProfileBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> reader.fields(0, r -> new Put(r.id(), r.octets()));
            case 1 -> new End(reader.digest(Tag.primitive(1)));
            default -> throw reader.noChoice("ProfileBody");
        };
    }
}
