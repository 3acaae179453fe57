package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The subtrees within which subsequent subjects must, or must not, lie (RFC 5280 §4.2.1.10).
///
/// "Within this profile, the minimum and maximum fields are not used": a certificate that uses them is malformed
/// here.
///
/// @param permittedSubtrees the bases of the permitted subtrees; empty when absent
/// @param excludedSubtrees the bases of the excluded subtrees; empty when absent
public record NameConstraints(List<GeneralName> permittedSubtrees, List<GeneralName> excludedSubtrees) {
    /// Reads the extension's value.
    public static NameConstraints read(DerReader reader) {
        int outer = reader.enterSequence();
        List<GeneralName> permitted = reader.nextIs(0xa0) ? readSubtrees(reader, 0xa0) : List.of();
        List<GeneralName> excluded = reader.nextIs(0xa1) ? readSubtrees(reader, 0xa1) : List.of();
        reader.leave(outer);
        return new NameConstraints(permitted, excluded);
    }

    private static List<GeneralName> readSubtrees(DerReader reader, int tag) {
        List<GeneralName> bases = new ArrayList<>();
        subtrees(reader, tag, r -> bases.add(GeneralName.read(r)));
        return List.copyOf(bases);
    }

    /// Checks the extension's value without making one: each subtree list that is present has a member, and
    /// "conforming CAs MUST NOT issue certificates where name constraints is an empty sequence".
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        if (!reader.hasNext()) {
            throw reader.malformed("name constraints without subtrees");
        }
        for (int tag : new int[] {0xa0, 0xa1}) {
            if (reader.nextIs(tag)) {
                subtrees(reader, tag, r -> GeneralName.check(r, GeneralName.AddressForm.ADDRESS_AND_MASK));
            }
        }
        reader.leave(outer);
    }

    private static void subtrees(DerReader reader, int tag, Consumer<DerReader> base) {
        int outer = reader.enter(tag);
        do {
            int subtree = reader.enterSequence();
            base.accept(reader);
            reader.leave(subtree);
        } while (reader.hasNext());
        reader.leave(outer);
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        BiConsumer<DerWriter, GeneralName> subtree = (w, base) -> w.sequence(base::write);
        writer.sequence(s -> {
            if (!permittedSubtrees.isEmpty()) {
                s.sequenceOf(0xa0, permittedSubtrees, subtree);
            }
            if (!excludedSubtrees.isEmpty()) {
                s.sequenceOf(0xa1, excludedSubtrees, subtree);
            }
        });
    }
}
