package kakehashi.path;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.Name;
import kakehashi.x509.Tag;

/// Subtrees of the form directoryName (RFC 5280 §4.2.1.10): a name lies in the subtree whose base is the first
/// relative names of it, compared as §7.1 says.
///
/// The canonical form of a name starts with the canonical form of every base of it, so that one look-up for each
/// relative name decides, however many subtrees there are.
final class DirectorySubtrees {
    private final Set<Bytes> bases = new HashSet<>();
    private final Set<Integer> lengths = new HashSet<>();

    DirectorySubtrees(List<Name> bases) {
        for (Name base : bases) {
            this.bases.add(base.canonical());
            lengths.add(base.canonical().length());
        }
    }

    /// How the name lies to the subtrees: inside or outside.
    Relation relationOf(Name name) {
        Bytes canonical = name.canonical();
        DerReader reader = new DerReader(canonical);
        while (!isBase(canonical, reader.position())) {
            if (!reader.hasNext()) {
                return Relation.OUTSIDE;
            }
            skipRelativeName(reader);
        }
        return Relation.INSIDE;
    }

    private boolean isBase(Bytes canonical, int length) {
        return lengths.contains(length) && bases.contains(canonical.slice(0, length));
    }

    /// A relative name stands in the canonical form as type and value or, of several attributes, as a set of them.
    private static void skipRelativeName(DerReader reader) {
        if (!reader.skipIf(Tag.SET)) {
            reader.skipOid();
            reader.skipAny();
        }
    }
}
