package kakehashi.repository;

import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// What is published, as a directory has it (RFC 4523): an entry for each CA under its name, one for each
/// distribution point below, and those above them. A CA with a Japanese name besides (a directoryName in its
/// subjectAltName) is found under that too. That never changes; a change makes another.
///
/// Besides, an entry for each name that has published certificates of end entities, made when it is asked for:
/// there may be a million, and they change by themselves. The entry of a CA or of a CRL is nobody else's.
final class DirectoryTree {
    static final String CA_CERTIFICATE = "cACertificate;binary";
    static final String PAIR = "crossCertificatePair;binary";
    static final String CRL = "certificateRevocationList;binary";
    static final String ARL = "authorityRevocationList;binary";
    static final String DELTA = "deltaRevocationList;binary";
    static final String USER_CERTIFICATE = "userCertificate;binary";

    /// The attributes that a directory gets from here, and only from here.
    static final List<String> OWN = List.of(CA_CERTIFICATE, PAIR, CRL, ARL, DELTA, USER_CERTIFICATE);

    private static final DN NO_NAME = DN.NULL_DN;
    private static final int DEEPEST = 32;
    /// The most published certificates that a search looks at.
    private static final int MOST_PUBLISHED = 2_000;

    private final PublicPicture picture;
    private final CertificateShelf shelf;
    private final Map<DN, Entry> entries;
    private final LdapPrepared prepared = LdapPrepared.ofThisProcess(this::attributes);

    private DirectoryTree(PublicPicture picture, CertificateShelf shelf, Map<DN, Entry> entries) {
        this.picture = picture;
        this.shelf = shelf;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /// The tree of what is published now. `TreeMap` puts parents before their children.
    static DirectoryTree of(PublishedState state) {
        PublicPicture picture = state.picture();
        Growing tree = new Growing();
        for (CaState ca : picture.authorities().values()) {
            ca.name().ifPresent(name -> authority(tree, ca, name, picture));
        }
        return new DirectoryTree(picture, state.shelf(), tree.entries);
    }

    private static void authority(Growing tree, CaState ca, Name name, PublicPicture picture) {
        List<Name> names =
                Stream.concat(Stream.of(name), japanese(ca)).distinct().toList();
        for (Name one : names) {
            tree.put(
                    one,
                    "pkiCA",
                    CA_CERTIFICATE,
                    values(ca.certificates().stream().map(Certificate::der)));
            tree.put(one, "pkiCA", PAIR, pairs(name, picture));
        }
        names.stream().skip(1).forEach(other -> tree.tag(name, other));
        for (Crl crl : ca.current()) {
            Name entry = CrlPlace.entry(crl);
            List<Name> places = entry.equals(name) ? names : List.of(entry);
            for (Name place : places) {
                String own = entry.equals(name) ? "pkiCA" : "cRLDistributionPoint";
                tree.put(place, own, attribute(crl), List.of(crl.der().toArray()));
            }
        }
        ca.responders()
                .forEach(one -> tree.put(
                        one.subject(),
                        "pkiUser",
                        USER_CERTIFICATE,
                        List.of(one.der().toArray())));
    }

    private static Stream<Name> japanese(CaState ca) {
        return ca.certificates().stream()
                .flatMap(c -> c.subjectAltNames().stream())
                .flatMap(n -> n instanceof GeneralName.DirectoryName(Name name) ? Stream.of(name) : Stream.of());
    }

    private static List<byte[]> pairs(Name ca, PublicPicture picture) {
        return values(picture.pairs().values().stream()
                .filter(pair -> pair.issuedToThisCa()
                        .filter(c -> c.subject().equals(ca))
                        .isPresent())
                .map(CrossCertificatePair::der));
    }

    private static List<byte[]> values(Stream<Bytes> values) {
        return values.map(Bytes::toArray).toList();
    }

    private static String attribute(Crl crl) {
        if (crl.baseCrlNumber().isPresent()) {
            return DELTA;
        }
        return CrlPlace.isOfAuthorities(crl) ? ARL : CRL;
    }

    /// The entries while they are put together.
    private static final class Growing {
        private final Map<DN, Entry> entries = new TreeMap<>();

        void put(Name name, String auxiliary, String attribute, List<byte[]> values) {
            if (values.isEmpty()) {
                return;
            }
            Entry entry = entry(name);
            if (auxiliary.equals("cRLDistributionPoint") && !entry.hasObjectClass("pkiCA")) {
                entry.setAttribute("objectClass", "top", auxiliary);
            } else if (!auxiliary.equals("cRLDistributionPoint")) {
                entry.addAttribute("objectClass", auxiliary);
            }
            if (attribute.equals(DELTA)) {
                entry.addAttribute("objectClass", "deltaCRL");
            }
            entry.addAttribute(new Attribute(attribute, values.toArray(byte[][]::new)));
        }

        /// RFC 3866: the last part of the other name, tagged with its language.
        void tag(Name name, Name japanese) {
            DN other = dn(japanese);
            if (other.getRDN() != null) {
                entry(name)
                        .addAttribute(
                                other.getRDN().getAttributeNames()[0] + ";lang-ja",
                                other.getRDN().getAttributeValues()[0]);
            }
        }

        private Entry entry(Name name) {
            DN dn = dn(name);
            for (DN above = dn.getParent(); above != null && !above.isNullDN(); above = above.getParent()) {
                entries.computeIfAbsent(above, Growing::plain);
            }
            return entries.computeIfAbsent(dn, Growing::plain);
        }

        private static Entry plain(DN dn) {
            RDN rdn = dn.getRDN();
            Entry entry = new Entry(dn);
            entry.addAttribute("objectClass", "top", structural(rdn));
            for (int i = 0; i < rdn.getAttributeNames().length; i++) {
                entry.addAttribute(rdn.getAttributeNames()[i], rdn.getAttributeValues()[i]);
            }
            return entry;
        }

        /// The classes of RFC 4519 and RFC 4524.
        private static String structural(RDN rdn) {
            return switch (rdn.getAttributeNames()[0].toLowerCase(java.util.Locale.ROOT)) {
                case "c" -> "country";
                case "o" -> "organization";
                case "ou" -> "organizationalUnit";
                case "l", "st" -> "locality";
                case "dc" -> "domain";
                default -> "applicationProcess";
            };
        }
    }

    static DN dn(Name name) {
        try {
            return new DN(name.toString());
        } catch (LDAPException e) {
            // A name of attributes that LDAP has no text for; nobody can ask for it.
            return NO_NAME;
        }
    }

    /// The picture that it shows.
    PublicPicture picture() {
        return picture;
    }

    /// Its large entries by the searches that ask for them.
    LdapPrepared prepared() {
        return prepared;
    }

    /// How many attributes the entry of that name has; 0 when there is none.
    private int attributes(String dn) {
        try {
            return find(new DN(dn)).map(entry -> entry.getAttributes().size()).orElse(0);
        } catch (LDAPException e) {
            return 0;
        }
    }

    /// The entries of CAs and of CRLs and those above them, parents first.
    Collection<Entry> ofAuthorities() {
        return entries.values();
    }

    /// The published certificates.
    CertificateShelf shelf() {
        return shelf;
    }

    Optional<Entry> find(DN dn) {
        Entry fixed = entries.get(dn);
        if (fixed != null && isOwn(fixed)) {
            return Optional.of(fixed);
        }
        List<Certificate> published = shelf.of(dn);
        if (published.isEmpty()) {
            boolean above = fixed == null && !dn.isNullDN() && shelf.isAbove(dn);
            return above ? Optional.of(Growing.plain(dn)) : Optional.ofNullable(fixed);
        }
        Entry entry = fixed == null ? Growing.plain(dn) : fixed.duplicate();
        entry.addAttribute("objectClass", "pkiUser");
        byte[][] values = published.stream().map(one -> one.der().toArray()).toArray(byte[][]::new);
        entry.addAttribute(new Attribute(USER_CERTIFICATE, values));
        return Optional.of(entry);
    }

    /// Whether it is of a CA or of a CRL; such an entry does not change while the tree is there.
    private static boolean isOwn(Entry entry) {
        return OWN.stream().anyMatch(entry::hasAttribute);
    }

    /// A large entry as it goes out.
    Optional<ByteBuffer> prepared(SearchResultEntryProtocolOp entry) {
        try {
            Entry fixed = entries.get(new DN(entry.getDN()));
            return fixed != null && isOwn(fixed) ? prepared.find(entry) : Optional.empty();
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    /// The entries of a scope, parents first.
    Stream<Entry> within(DN base, SearchScope scope) {
        if (scope.equals(SearchScope.BASE)) {
            return find(base).stream();
        }
        Stream<DN> fixed =
                Stream.concat(entries.keySet().stream(), shelf.above().stream()).filter(dn -> matches(dn, base, scope));
        Stream<DN> itself = scope.equals(SearchScope.SUB) ? Stream.of(base) : Stream.of();
        Stream<DN> published = shelf.below(base, scope, MOST_PUBLISHED);
        return Stream.concat(Stream.concat(fixed, itself), published).distinct().flatMap(dn -> find(dn).stream());
    }

    /// Whether a search does not look at all published certificates of its scope: it ends with adminLimitExceeded,
    /// and a narrower one finds the others.
    boolean isTooWide(DN base, SearchScope scope) {
        return !scope.equals(SearchScope.BASE) && shelf.countBelow(base, scope) > MOST_PUBLISHED;
    }

    private static boolean matches(DN dn, DN base, SearchScope scope) {
        if (scope.equals(SearchScope.ONE)) {
            return base.equals(dn.getParent());
        }
        return dn.isDescendantOf(base, scope.equals(SearchScope.SUB));
    }

    /// The nearest entry above a name that is not there (RFC 4511 §4.1.9, matchedDN). Each step up copies what is
    /// above it, so the many parts that a name may have beyond the deepest one here are not gone through.
    Optional<DN> nearest(DN dn) {
        RDN[] parts = dn.getRDNs();
        DN above = parts.length > DEEPEST
                ? new DN(Arrays.copyOfRange(parts, parts.length - DEEPEST, parts.length))
                : dn.getParent();
        while (above != null && find(above).isEmpty()) {
            above = above.getParent();
        }
        return Optional.ofNullable(above);
    }

    /// The entries that have none above them.
    List<DN> suffixes() {
        Set<DN> all = new TreeSet<>(entries.keySet());
        all.addAll(shelf.above());
        return all.stream()
                .filter(dn -> dn.getParent() == null || !all.contains(dn.getParent()))
                .toList();
    }

    /// What a directory gets of an entry from here, by attribute.
    static Map<String, Attribute> own(Entry entry) {
        Map<String, Attribute> own = new LinkedHashMap<>();
        for (String name : OWN) {
            Optional.ofNullable(entry.getAttribute(name)).ifPresent(attribute -> own.put(name, attribute));
        }
        return own;
    }
}
