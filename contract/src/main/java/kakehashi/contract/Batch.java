package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// News for the public zone.
///
/// @param installation digest of the genesis entry
/// @param number 1, 2, 3, ... without gaps
/// @param previous digest of the batch before; [Digest#ZERO] in the first
/// @param chain the entry that ends it
/// @param at of that entry's effect `batch`
/// @param items 1 to 65535
public record Batch(Digest installation, long number, Digest previous, Position chain, Instant at, List<Item> items)
        implements DerValue {
    /// Keeps its own list.
    public Batch {
        items = List.copyOf(items);
    }

    /// One piece of news.
    public sealed interface Item extends DerValue {
        /// What has changed about a certificate.
        ///
        /// @param authority the CA
        /// @param serial the serial number
        /// @param change the change
        record Status(Id authority, SerialNumber serial, Change change) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(0, w -> w.id(authority).serial(serial).value(change));
            }
        }

        /// A CA's or a responder's certificate.
        ///
        /// @param authority the CA
        /// @param certificate its DER, whole
        record Certificate(Id authority, Bytes certificate) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(1, w -> w.id(authority).octets(certificate));
            }
        }

        /// A cross-certificate pair.
        ///
        /// @param caseId the bridge's case; `case` in record 6
        /// @param pair the CertificatePair of RFC 4523, whole
        record Pair(Id caseId, Bytes pair) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(2, w -> w.id(caseId).octets(pair));
            }
        }

        /// A CRL may be published.
        ///
        /// @param authority the CA
        /// @param number its CRL number
        /// @param digest of the CRL
        /// @param octets its length
        record Crl(Id authority, BigInteger number, Digest digest, long octets) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(3, w -> w.crl(authority, number, digest, octets));
            }
        }

        /// A relying-party policy.
        ///
        /// @param policy what it is known by
        /// @param bytes the policy as it was approved
        record Policy(Id policy, Bytes bytes) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(4, w -> w.id(policy).octets(bytes));
            }
        }

        /// The keys change.
        ///
        /// @param keysBody the DER of the [KeysBody]
        record Keys(Bytes keysBody) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.octets(keysBody, Tag.primitive(5));
            }
        }

        /// Something is no longer published.
        ///
        /// @param what what
        record Withdrawn(Withdrawal what) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(6, w -> w.value(what));
            }
        }

        /// What a public node's snapshot must be.
        ///
        /// @param digest of the public state before this batch
        record State(Digest digest) implements Item {
            @Override
            public void write(StatementWriter writer) {
                writer.digest(digest, Tag.primitive(7));
            }
        }

        /// Reads one.
        static Item read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> reader.fields(0, r -> new Status(r.id(), r.serial(), Change.read(r)));
                case 1 -> reader.fields(1, r -> new Certificate(r.id(), r.octets()));
                case 2 -> reader.fields(2, r -> new Pair(r.id(), r.octets()));
                case 3 -> reader.fields(3, r -> new Crl(r.id(), r.number(), r.digest(), r.integer()));
                case 4 -> reader.fields(4, r -> new Policy(r.id(), r.octets()));
                case 5 -> new Keys(reader.octets(Tag.primitive(5)));
                case 6 -> reader.fields(6, r -> new Withdrawn(Withdrawal.read(r)));
                case 7 -> new State(reader.digest(Tag.primitive(7)));
                default -> throw reader.noChoice("items");
            };
        }
    }

    /// What is no longer published.
    public sealed interface Withdrawal extends DerValue {
        /// A certificate.
        ///
        /// @param digest its digest
        record Certificate(Digest digest) implements Withdrawal {
            @Override
            public void write(StatementWriter writer) {
                writer.digest(digest, Tag.primitive(0));
            }
        }

        /// A cross-certificate pair.
        ///
        /// @param caseId the bridge's case
        record Pair(Id caseId) implements Withdrawal {
            @Override
            public void write(StatementWriter writer) {
                writer.id(caseId, Tag.primitive(1));
            }
        }

        /// A relying-party policy.
        ///
        /// @param policy which
        record Policy(Id policy) implements Withdrawal {
            @Override
            public void write(StatementWriter writer) {
                writer.id(policy, Tag.primitive(2));
            }
        }

        /// Reads one.
        static Withdrawal read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> new Certificate(reader.digest(Tag.primitive(0)));
                case 1 -> new Pair(reader.id(Tag.primitive(1)));
                case 2 -> new Policy(reader.id(Tag.primitive(2)));
                default -> throw reader.noChoice("withdrawn");
            };
        }
    }

    /// Parses a batch, without its signature; at most 4 MiB.
    public static Parsed<Batch> parse(Bytes der) {
        return StatementReader.parse(der, Limits.LARGE, Batch::read);
    }

    static Batch read(StatementReader reader) {
        return reader.statement(
                Label.FEED,
                r -> new Batch(
                        r.digest(),
                        r.integer(),
                        r.digest(),
                        Position.read(r),
                        r.time(),
                        r.list(Tag.SEQUENCE, Bound.ITEMS, Item::read)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.FEED,
                w -> w.digest(installation)
                        .integer(number)
                        .digest(previous)
                        .value(chain)
                        .time(at)
                        .list(Tag.SEQUENCE, Bound.ITEMS, items, StatementWriter::value));
    }
}
