package kakehashi.contract;

import kakehashi.x509.Tag;

/// Which standing authorisations there are.
public sealed interface AuthorisationBody extends OrderBody {
    /// Grants one.
    ///
    /// @param authorisation as it is to be
    record Grant(Authorisation authorisation) implements AuthorisationBody {
        @Override
        public void write(StatementWriter writer) {
            authorisation.write(writer, Tag.constructed(0));
        }
    }

    /// Stops one, for good.
    ///
    /// @param authorisation which
    record Stop(Id authorisation) implements AuthorisationBody {
        @Override
        public void write(StatementWriter writer) {
            writer.id(authorisation, Tag.primitive(1));
        }
    }

    /// Reads a body.
    static AuthorisationBody read(StatementReader reader) {
        return switch (reader.choice()) {
            case 0 -> new Grant(Authorisation.read(reader, Tag.constructed(0)));
            case 1 -> new Stop(reader.id(Tag.primitive(1)));
            default -> throw reader.noChoice("AuthorisationBody");
        };
    }
}
