package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A link of the chain of authority.
///
/// @param index genesis is 0; no gaps
/// @param previous digest of the entry before; [Digest#ZERO] in genesis
/// @param epoch the vault node's fencing epoch
/// @param at never before the entry before
/// @param cause why
/// @param effects what it changes, at most 4096
public record Entry(long index, Digest previous, long epoch, Instant at, Cause cause, List<Effect> effects)
        implements DerValue {
    /// Keeps its own list.
    public Entry {
        effects = List.copyOf(effects);
    }

    /// Why there is an entry.
    public sealed interface Cause extends DerValue {
        /// The beginning.
        ///
        /// @param genesis of the [kakehashi.contract.Genesis]
        record Genesis(Digest genesis) implements Cause {
            @Override
            public void write(StatementWriter writer) {
                writer.digest(genesis, Tag.primitive(0));
            }
        }

        /// An order with its grounds, by digest.
        ///
        /// @param order the order's
        /// @param filing the filing's
        /// @param approvals of each approval's [Signed], at most 16
        /// @param subscriber of the [SubscriberProof]
        record Order(Digest order, Optional<Digest> filing, List<Digest> approvals, Optional<Digest> subscriber)
                implements Cause {
            /// Keeps its own list.
            public Order {
                approvals = List.copyOf(approvals);
            }

            @Override
            public void write(StatementWriter writer) {
                writer.fields(
                        1,
                        w -> w.digest(order)
                                .optional(0, filing, w::digest)
                                .list(Tag.constructed(1), Bound.APPROVALS, approvals, StatementWriter::digest)
                                .optional(2, subscriber, w::digest));
            }
        }

        /// What the token answered to an intent.
        ///
        /// @param intent the entry with the intent
        record Token(Position intent) implements Cause {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(2, w -> w.value(intent));
            }
        }

        /// The clock.
        ///
        /// @param authority the CA
        /// @param rule which CRL was due
        record Schedule(Id authority, ScheduleRule rule) implements Cause {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(3, w -> w.id(authority).enumerated(rule));
            }
        }

        /// An open intent is closed.
        ///
        /// @param intent the entry with the intent
        record Recovery(Position intent) implements Cause {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(4, w -> w.value(intent));
            }
        }

        /// A node takes over.
        ///
        /// @param node which
        record Takeover(Id node) implements Cause {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(5, w -> w.id(node));
            }
        }

        /// The custodians decide.
        ///
        /// @param reconcile of the [Reconcile]
        /// @param signatures theirs
        record Ceremony(Digest reconcile, List<CustodianSignature> signatures) implements Cause {
            /// Keeps its own list.
            public Ceremony {
                signatures = List.copyOf(signatures);
            }

            @Override
            public void write(StatementWriter writer) {
                writer.fields(6, w -> w.digest(reconcile).list(signatures, StatementWriter::value));
            }
        }

        /// Reads one.
        static Cause read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> new Genesis(reader.digest(Tag.primitive(0)));
                case 1 ->
                    reader.fields(
                            1,
                            r -> new Order(
                                    r.digest(),
                                    r.optional(0, r::digest),
                                    r.list(Tag.constructed(1), Bound.APPROVALS, StatementReader::digest),
                                    r.optional(2, r::digest)));
                case 2 -> reader.fields(2, r -> new Token(Position.read(r)));
                case 3 -> reader.fields(3, r -> new Schedule(r.id(), r.enumerated(ScheduleRule.ALL)));
                case 4 -> reader.fields(4, r -> new Recovery(Position.read(r)));
                case 5 -> reader.fields(5, r -> new Takeover(r.id()));
                case 6 -> reader.fields(6, r -> new Ceremony(r.digest(), r.list(CustodianSignature::read)));
                default -> throw reader.noChoice("cause");
            };
        }
    }

    /// Which CRL was due.
    public enum ScheduleRule implements Numbered {
        CRL(0),
        DELTA(1),
        AUTHORITIES(2);

        private static final List<ScheduleRule> ALL = List.of(values());

        private final int number;

        ScheduleRule(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /// Parses an entry.
    public static Parsed<Entry> parse(Bytes der) {
        return StatementReader.parse(der, Limits.LARGE, Entry::read);
    }

    static Entry read(StatementReader reader) {
        return reader.statement(
                Label.ENTRY,
                r -> new Entry(
                        r.integer(),
                        r.digest(),
                        r.integer(),
                        r.time(),
                        Cause.read(r),
                        r.list(Tag.SEQUENCE, Bound.EFFECTS, Effect::read)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.ENTRY,
                w -> w.integer(index)
                        .digest(previous)
                        .integer(epoch)
                        .time(at)
                        .value(cause)
                        .list(Tag.SEQUENCE, Bound.EFFECTS, effects, StatementWriter::value));
    }
}
