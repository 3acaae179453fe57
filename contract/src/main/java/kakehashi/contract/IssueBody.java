package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// The certificates to issue, worked item by item; each serial number is an intent of its own.
///
/// @param items 1 to 255
public record IssueBody(List<Item> items) implements OrderBody {
    /// Keeps its own list.
    public IssueBody {
        items = List.copyOf(items);
    }

    /// A certificate to issue.
    ///
    /// @param request the DER of the [Request], whose digest the filing names
    /// @param key the public key
    /// @param possession why the key is the subscriber's
    public record Item(Bytes request, SubjectPublicKeyInfo key, Possession possession) implements DerValue {
        static Item read(StatementReader reader) {
            return reader.sequence(r -> new Item(r.octetsOf(Request::read), r.publicKey(), Possession.read(r)));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.octets(request).publicKey(key).value(possession));
        }

        /// What is asked for.
        ///
        /// @throws IllegalArgumentException when the octets are no request, which no item that was read has
        public Request asked() {
            return Request.parse(request).orElseThrow();
        }
    }

    /// Why the key is the subscriber's.
    public sealed interface Possession extends DerValue {
        /// A PKCS#10 request that the key itself signed; its names and attributes are not read.
        ///
        /// @param request its DER
        record Pkcs10(Bytes request) implements Possession {
            @Override
            public void write(StatementWriter writer) {
                writer.octets(request, Tag.primitive(0));
            }
        }

        /// A card officer vouches that the key was made in the card.
        ///
        /// @param signed the DER of the [Signed] [CardKey]
        record Card(Bytes signed) implements Possession {
            @Override
            public void write(StatementWriter writer) {
                writer.octets(signed, Tag.primitive(1));
            }
        }

        /// A request message (RFC 4211) that the key itself signed; its names and controls are not read.
        ///
        /// @param message its DER
        record Crmf(Bytes message) implements Possession {
            @Override
            public void write(StatementWriter writer) {
                writer.octets(message, Tag.primitive(2));
            }
        }

        /// Reads a possession.
        static Possession read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> new Pkcs10(reader.octets(Tag.primitive(0)));
                case 1 -> new Card(reader.octets(Tag.primitive(1)));
                case 2 -> new Crmf(reader.octets(Tag.primitive(2)));
                default -> throw reader.noChoice("possession");
            };
        }
    }

    static IssueBody read(StatementReader reader) {
        return new IssueBody(reader.list(Tag.SEQUENCE, Bound.SOME, Item::read));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.list(Tag.SEQUENCE, Bound.SOME, items, StatementWriter::value);
    }
}
