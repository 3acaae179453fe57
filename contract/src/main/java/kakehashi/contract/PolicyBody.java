package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Tag;

/// Which relying-party policies there are.
public sealed interface PolicyBody extends OrderBody {
    /// Puts one in force.
    ///
    /// @param policy what it is known by, whatever its bytes
    /// @param bytes the policy as it was approved
    record Put(Id policy, Bytes bytes) implements PolicyBody {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(0, w -> w.id(policy).octets(bytes));
        }
    }

    /// Ends one.
    ///
    /// @param policy which
    record End(Id policy) implements PolicyBody {
        @Override
        public void write(StatementWriter writer) {
            writer.id(policy, Tag.primitive(1));
        }
    }

    /// Reads a body.
    static PolicyBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> reader.fields(0, r -> new Put(r.id(), r.octets()));
            case 1 -> new End(reader.id(Tag.primitive(1)));
            default -> throw reader.noChoice("PolicyBody");
        };
    }
}
