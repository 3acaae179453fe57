package kakehashi.repository;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// Where in a file published certificates lie: by serial number, and by name below the name above it. Names of
/// which nothing lies below any more stay until the node starts again. Not safe for threads.
final class CertificateIndex {
    /// A serial number of a CA.
    record Key(Id authority, SerialNumber serial) {
        private long hash() {
            byte[] octets = new byte[Id.OCTETS + serial.contents().length()];
            authority.octets().copyTo(octets, 0);
            serial.contents().copyTo(octets, Id.OCTETS);
            return CertificateIndex.hash(octets);
        }
    }

    /// A place below a name.
    record Leaf(DN above, long place) {}

    private PlaceTable serials = new PlaceTable();
    private final Map<DN, PlaceTable> branches = new HashMap<>();

    private static long hash(byte[] octets) {
        return Bytes.wrap(octets).sha256().asByteBuffer().getLong();
    }

    private static long hash(DN name) {
        return hash(name.toNormalizedString().getBytes(StandardCharsets.UTF_8));
    }

    /// The names under which a certificate is found in a directory: its subject, and the directoryNames among its
    /// alternative names, where a post has its Japanese name.
    static List<DN> names(Certificate certificate) {
        Stream<Name> others = certificate.subjectAltNames().stream()
                .flatMap(n -> n instanceof GeneralName.DirectoryName(Name name) ? Stream.of(name) : Stream.of());
        return Stream.concat(Stream.of(certificate.subject()), others)
                .map(DirectoryTree::dn)
                .filter(dn -> !dn.isNullDN())
                .distinct()
                .toList();
    }

    /// The name above one; that of the root where it has none.
    static DN above(DN name) {
        return name.getParent() == null ? DN.NULL_DN : name.getParent();
    }

    void put(Key key, Certificate certificate, long place) {
        serials.put(key.hash(), place);
        names(certificate).forEach(name -> below(above(name)).put(hash(name), place));
    }

    private PlaceTable below(DN above) {
        for (DN dn = above; !dn.isNullDN(); dn = above(dn)) {
            branches.computeIfAbsent(dn, missing -> new PlaceTable());
        }
        return branches.computeIfAbsent(above, missing -> new PlaceTable());
    }

    void remove(Key key, Certificate certificate, long place) {
        serials.remove(key.hash(), place);
        names(certificate).forEach(name -> below(above(name)).remove(hash(name), place));
    }

    /// Places where the certificate may lie.
    long[] places(Key key) {
        return serials.places(key.hash());
    }

    /// Places where certificates of the name may lie, oldest first.
    long[] places(DN name) {
        PlaceTable branch = name.isNullDN() ? null : branches.get(above(name));
        return branch == null ? new long[0] : branch.places(hash(name));
    }

    /// Some places of all.
    long[] some(int most) {
        return serials.some(most);
    }

    /// The names above others, up to the top.
    List<DN> above() {
        return branches.keySet().stream().filter(dn -> !dn.isNullDN()).toList();
    }

    boolean isAbove(DN name) {
        return branches.containsKey(name);
    }

    /// How many places lie below a name.
    long countBelow(DN base, SearchScope scope) {
        return branches.entrySet().stream()
                .filter(branch -> isWithin(branch.getKey(), base, scope))
                .mapToLong(branch -> branch.getValue().size())
                .sum();
    }

    private static boolean isWithin(DN branch, DN base, SearchScope scope) {
        return scope.equals(SearchScope.ONE) ? branch.equals(base) : branch.isDescendantOf(base, true);
    }

    /// Some of the places below a name.
    List<Leaf> below(DN base, SearchScope scope, int most) {
        return branches.entrySet().stream()
                .filter(branch -> isWithin(branch.getKey(), base, scope))
                .flatMap(branch ->
                        Arrays.stream(branch.getValue().some(most)).mapToObj(place -> new Leaf(branch.getKey(), place)))
                .limit(most)
                .toList();
    }

    /// How many certificates there are.
    int size() {
        return serials.size();
    }

    /// The octets of memory that the tables take.
    long octets() {
        return serials.octets()
                + branches.values().stream().mapToLong(PlaceTable::octets).sum();
    }

    void write(StateFields out) throws IOException {
        serials.write(out);
        out.number(branches.size());
        for (Map.Entry<DN, PlaceTable> branch : branches.entrySet()) {
            out.octets(Bytes.wrap(branch.getKey().toString().getBytes(StandardCharsets.UTF_8)));
            branch.getValue().write(out);
        }
    }

    /// Reads what [#write] wrote.
    static CertificateIndex read(DataInputStream in) throws IOException {
        CertificateIndex read = new CertificateIndex();
        read.serials = PlaceTable.read(in);
        for (long left = in.readLong(); left > 0; left--) {
            String name = new String(StateFields.octets(in).toArray(), StandardCharsets.UTF_8);
            try {
                read.branches.put(new DN(name), PlaceTable.read(in));
            } catch (LDAPException e) {
                throw new IOException(e);
            }
        }
        return read;
    }
}
