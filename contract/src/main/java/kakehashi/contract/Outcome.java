package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// What became of an order.
///
/// @param installation digest of the genesis entry
/// @param order digest of the order's DER
/// @param result what was done, or why not
/// @param entry the index of the chain entry that settled it; absent when it is not settled
/// @param at when
public record Outcome(Digest installation, Digest order, Result result, Optional<Long> entry, Instant at)
        implements DerValue {
    /// What was done, or why not.
    public sealed interface Result extends DerValue {
        /// It was carried out.
        ///
        /// @param digests of the certificates or CRLs, one for each item of the order, in its order; else empty
        record Done(List<Digest> digests) implements Result {
            /// Keeps its own list.
            public Done {
                digests = List.copyOf(digests);
            }

            @Override
            public void write(StatementWriter writer) {
                writer.list(Tag.constructed(0), Bound.LIST, digests, StatementWriter::digest);
            }
        }

        /// It was refused.
        ///
        /// @param refusals the reasons
        record Refused(List<Refusal> refusals) implements Result {
            /// Keeps its own list.
            public Refused {
                refusals = List.copyOf(refusals);
            }

            @Override
            public void write(StatementWriter writer) {
                writer.list(Tag.constructed(1), Bound.LIST, refusals, StatementWriter::value);
            }
        }

        /// Reads a result.
        static Result read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> new Done(reader.list(Tag.constructed(0), Bound.LIST, StatementReader::digest));
                case 1 -> new Refused(reader.list(Tag.constructed(1), Bound.LIST, Refusal::read));
                default -> throw reader.noChoice("result");
            };
        }
    }

    /// Why an item was refused.
    ///
    /// @param rule which rule says so; never with a name in it
    /// @param item the item of the order, counted from 0
    public record Refusal(String rule, long item) implements DerValue {
        static Refusal read(StatementReader reader) {
            return reader.sequence(r -> new Refusal(r.text(), r.integer()));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.text(rule).integer(item));
        }
    }

    /// Parses an outcome, without its signature.
    public static Parsed<Outcome> parse(Bytes der) {
        return StatementReader.parse(der, Outcome::read);
    }

    static Outcome read(StatementReader reader) {
        return reader.statement(
                Label.OUTCOME,
                r -> new Outcome(r.digest(), r.digest(), Result.read(r), r.optional(2, r::integer), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.OUTCOME,
                w -> w.digest(installation)
                        .digest(order)
                        .value(result)
                        .optional(2, entry, w::integer)
                        .time(at));
    }
}
