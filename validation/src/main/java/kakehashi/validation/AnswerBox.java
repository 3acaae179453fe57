package kakehashi.validation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Id;
import kakehashi.path.CandidatePath;
import kakehashi.path.SearchCost;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// Answers that were given one after the other, and are thrown away together.
///
/// An answer is a web of some forty objects, and a shelf of them is what a garbage collector copies. But most
/// answers say the same of another certificate: a plain yes, by the same issuers, the same evidence and the same
/// policy. Of those only the first is kept as it is; the others are their certificate's octets and a few numbers in
/// one array, and are put together again when somebody asks.
///
/// Not safe for many threads: [AnswerShelf] guards it.
final class AnswerBox {
    /// Octets of a record beside the certificate: name; until when, time, valid until; owner, model, length; cost.
    static final int RECORD =
            Id.OCTETS + 3 * (Long.BYTES + Integer.BYTES) + 3 * Integer.BYTES + 2 * Integer.BYTES + Long.BYTES;

    private static final int OCTETS_OF_A_WHOLE = 2048;
    private static final int OCTETS_OF_A_FINDING = 256;
    private static final int NO_TIME = -1;

    private final ByteBuffer records;
    private final int most;
    /// Where a record begins, plus one, by its name: open addressing, never more than half full.
    private final int[] places;
    private final List<ValidationAnswer> whole = new ArrayList<>();
    private final List<Optional<String>> owners = new ArrayList<>();
    private final Map<Kind, Integer> models = new HashMap<>();
    private int count;
    private long octets;
    private Instant begins = Instant.MAX;
    private Instant ends = Instant.MIN;

    /// Answers that are likely to say the same: below one issuer, under one policy. Both are told apart as objects;
    /// they live as long as what is known stays the same.
    private record Kind(Object issuer, RelyingPartyPolicy policy) {
        static Kind of(ValidationAnswer answer) {
            ValidationAnswer.FoundPath path = answer.path().orElseThrow();
            int last = path.certificates().size() - 1;
            Object issuer = last == 0 ? path.anchor() : path.certificates().get(last - 1);
            return new Kind(issuer, answer.question().policy());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind that && issuer == that.issuer && policy == that.policy;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(issuer) * 31 + System.identityHashCode(policy);
        }
    }

    /// A box.
    ///
    /// @param most the most answers
    /// @param octets the size of its array
    AnswerBox(int most, int octets) {
        this.records = ByteBuffer.allocate(octets);
        this.most = most;
        this.places = new int[Integer.highestOneBit(Math.max(1, most)) * 4];
        this.octets = octets + (long) places.length * Integer.BYTES;
    }

    /// Whether one more answer finds room.
    boolean hasRoomFor(ValidationAnswer answer) {
        return count < most && records.remaining() >= recordOf(answer);
    }

    /// Octets of an answer's record, at most.
    static int recordOf(ValidationAnswer answer) {
        return RECORD + answer.question().target().der().length();
    }

    /// Keeps an answer. There must be room.
    void put(Id id, AnswerShelf.Kept kept) {
        ValidationAnswer answer = kept.answer();
        Optional<Integer> model = isPlainYes(answer) ? model(answer) : Optional.empty();
        Bytes der = model.isPresent() ? answer.question().target().der() : Bytes.EMPTY;
        int place = records.position();
        records.put(id.octets().asByteBuffer());
        time(kept.until());
        records.putInt(owner(kept.owner()));
        records.putInt(model.isPresent() ? model.get() : keptWhole(answer));
        records.putInt(der.length());
        time(answer.at());
        answer.validUntil().ifPresentOrElse(this::time, () -> records.putLong(0).putInt(NO_TIME));
        SearchCost cost = answer.cost();
        records.putInt(cost.signatures()).putInt(cost.edges()).putLong(cost.comparisons());
        records.put(der.asByteBuffer());
        places[slot(id)] = place + 1;
        count++;
        begins = begins.equals(Instant.MAX) ? kept.until() : begins;
        ends = kept.until();
    }

    /// The answer of that name.
    Optional<AnswerShelf.Kept> find(Id id) {
        int place = places[slot(id)];
        return place == 0 ? Optional.empty() : Optional.of(read(place - 1));
    }

    /// How many answers are in it.
    int count() {
        return count;
    }

    /// Its share of the memory, roughly.
    long octets() {
        return octets;
    }

    /// Until when its first answer is kept; for ever when there is none.
    Instant begins() {
        return begins;
    }

    /// Until when its last answer is kept.
    Instant ends() {
        return ends;
    }

    /// Where a name's record is told, or would be. A name begins with chance.
    private int slot(Id id) {
        int mask = places.length - 1;
        int slot = id.octets().asByteBuffer().getInt() & mask;
        while (places[slot] != 0 && !isAt(places[slot] - 1, id)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int place, Id id) {
        return records.slice(place, Id.OCTETS).equals(id.octets().asByteBuffer());
    }

    private AnswerShelf.Kept read(int place) {
        ByteBuffer record = records.duplicate().position(place + Id.OCTETS);
        Instant until = Instant.ofEpochSecond(record.getLong(), record.getInt());
        Optional<String> owner = owners.get(record.getInt());
        ValidationAnswer model = whole.get(record.getInt());
        int length = record.getInt();
        return new AnswerShelf.Kept(length == 0 ? model : like(model, record, length), owner, until);
    }

    /// What the model says, said of another certificate.
    private static ValidationAnswer like(ValidationAnswer model, ByteBuffer record, int length) {
        Instant at = Instant.ofEpochSecond(record.getLong(), record.getInt());
        long second = record.getLong();
        int nano = record.getInt();
        Optional<Instant> validUntil =
                nano == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second, nano));
        SearchCost cost = new SearchCost(record.getInt(), record.getInt(), record.getLong());
        byte[] der = new byte[length];
        record.get(der);
        Certificate target = Certificate.parse(Bytes.wrap(der)).orElseThrow();
        return new ValidationAnswer(
                model.question().about(target),
                at,
                model.verdict(),
                model.path().map(path -> path.to(target)),
                List.of(),
                List.of(),
                validUntil,
                cost,
                EvidenceFinder.NONE,
                List.of());
    }

    private void time(Instant time) {
        records.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    private int owner(Optional<String> owner) {
        int known = owners.indexOf(owner);
        if (known >= 0) {
            return known;
        }
        owners.add(owner);
        return owners.size() - 1;
    }

    private int keptWhole(ValidationAnswer answer) {
        ValidationAnswer kept = answer.forKeeping();
        whole.add(kept);
        octets += size(kept);
        int index = whole.size() - 1;
        if (isPlainYes(kept)) {
            models.put(Kind.of(kept), index);
        }
        return index;
    }

    /// Which answer says the same of another certificate.
    private Optional<Integer> model(ValidationAnswer answer) {
        return Optional.ofNullable(models.get(Kind.of(answer))).filter(index -> isLike(whole.get(index), answer));
    }

    private static boolean isPlainYes(ValidationAnswer answer) {
        return answer.verdict() == Verdict.TOTAL_PASSED
                && answer.path()
                        .filter(path ->
                                path.key().equals(answer.question().target().subjectPublicKeyInfo()))
                        .isPresent()
                && answer.tried().isEmpty()
                && answer.missing().isEmpty()
                && answer.misses().isEmpty();
    }

    private static boolean isLike(ValidationAnswer model, ValidationAnswer answer) {
        ValidationAnswer.FoundPath same = model.path().orElseThrow();
        ValidationAnswer.FoundPath path = answer.path().orElseThrow();
        int last = path.certificates().size() - 1;
        return same.anchor() == path.anchor()
                && same.proof() == path.proof()
                && same.certificates().size() == last + 1
                && same.certificates()
                        .subList(0, last)
                        .equals(path.certificates().subList(0, last))
                && same.policies().equals(path.policies())
                && same.evidence().equals(path.evidence())
                && isLike(model.question(), answer.question());
    }

    private static boolean isLike(ValidationQuestion model, ValidationQuestion question) {
        return model.depth() == question.depth()
                && model.at().equals(question.at())
                && model.overrides().equals(question.overrides())
                && model.uses().equals(question.uses())
                && model.names().equals(question.names());
    }

    private static long size(ValidationAnswer answer) {
        Set<Certificate> held = new HashSet<>();
        held.add(answer.question().target());
        answer.path().ifPresent(path -> held.addAll(path.certificates()));
        answer.tried().stream()
                .flatMap(path -> path.steps().stream())
                .map(CandidatePath.Step::certificate)
                .forEach(held::add);
        return OCTETS_OF_A_WHOLE
                + held.stream().mapToLong(one -> one.der().length()).sum()
                + OCTETS_OF_A_FINDING * answer.findings().count();
    }
}
