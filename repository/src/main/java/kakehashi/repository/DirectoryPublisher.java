package kakehashi.repository;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;

/// Brings an outside directory to what is published. It compares first and writes what differs, so that to do it
/// twice is to do it once. An entry is changed by one operation: a pair, and all CRLs of an entry, come whole or
/// not at all.
final class DirectoryPublisher {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final Set<String> CRL_ATTRIBUTES = Set.of(DirectoryTree.CRL, DirectoryTree.ARL, DirectoryTree.DELTA);

    private static final int A_PART = 200;
    private static final String CLASSES_OF_AUTHORITIES = "(|(objectClass=pkiCA)(objectClass=cRLDistributionPoint))";
    private static final String ALL_CLASSES =
            "(|(objectClass=pkiCA)(objectClass=pkiUser)(objectClass=cRLDistributionPoint))";

    private final OutsideDirectory outside;

    DirectoryPublisher(OutsideDirectory outside) {
        this.outside = outside;
    }

    /// Compares all, and mends if asked.
    ///
    /// @return what differed before
    /// @throws LDAPException when the directory does not answer, or refuses an entry; the others are mended first
    List<DirectoryDifference> reconcile(DirectoryTree tree, Repository.Reconciliation mode) throws LDAPException {
        try (LDAPConnection connection = connect()) {
            Comparison comparison = new Comparison(connection, tree, mode);
            comparison.names(ofAuthorities(tree));
            CertificateShelf.Passage part = tree.shelf().passage(0, A_PART);
            comparison.names(withAbove(part.names()));
            while (part.more()) {
                part = tree.shelf().passage(part.next(), A_PART);
                comparison.names(withAbove(part.names()));
            }
            comparison.extra(ALL_CLASSES);
            return comparison.end();
        }
    }

    /// Brings the entries of CAs and CRLs to what is published, and takes away those that are not.
    void publishAuthorities(DirectoryTree tree) throws LDAPException {
        try (LDAPConnection connection = connect()) {
            Comparison comparison = new Comparison(connection, tree, Repository.Reconciliation.MEND);
            comparison.names(ofAuthorities(tree));
            comparison.extra(CLASSES_OF_AUTHORITIES);
            comparison.end();
        }
    }

    /// Brings the entries of some names, and those above them, to what is published.
    void publish(DirectoryTree tree, List<DN> names) throws LDAPException {
        if (names.isEmpty()) {
            return;
        }
        try (LDAPConnection connection = connect()) {
            Comparison comparison = new Comparison(connection, tree, Repository.Reconciliation.MEND);
            comparison.names(withAbove(names));
            comparison.end();
        }
    }

    private List<DN> ofAuthorities(DirectoryTree tree) throws LDAPException {
        List<DN> names = new ArrayList<>();
        for (Entry entry : tree.ofAuthorities()) {
            names.add(entry.getParsedDN());
        }
        return withAbove(names);
    }

    /// What of them belongs to us, parents first.
    private List<DN> withAbove(List<DN> names) throws LDAPException {
        DN suffix = new DN(outside.suffix());
        Set<DN> all = new TreeSet<>();
        for (DN name : names) {
            for (DN dn = name; dn != null && dn.isDescendantOf(suffix, true); dn = dn.getParent()) {
                all.add(dn);
            }
        }
        return List.copyOf(all);
    }

    /// One comparison, with what was found so far.
    private final class Comparison {
        private final LDAPConnection connection;
        private final DirectoryTree tree;
        private final Repository.Reconciliation mode;
        private final List<DirectoryDifference> differences = new ArrayList<>();
        private Optional<LDAPException> refused = Optional.empty();

        Comparison(LDAPConnection connection, DirectoryTree tree, Repository.Reconciliation mode) {
            this.connection = connection;
            this.tree = tree;
            this.mode = mode;
        }

        void names(List<DN> names) throws LDAPException {
            for (DN name : names) {
                try {
                    Optional<Entry> ours = tree.find(name);
                    if (ours.isPresent()) {
                        compare(connection, tree, ours.get(), mode).ifPresent(differences::add);
                    } else {
                        withdraw(name);
                    }
                } catch (LDAPException e) {
                    refused = Optional.of(refused.orElse(onwards(e)));
                }
            }
        }

        /// What is there under our suffix and is published no more.
        void extra(String classes) throws LDAPException {
            ASN1OctetString cookie = null;
            do {
                SearchRequest request = new SearchRequest(outside.suffix(), SearchScope.SUB, classes, own());
                request.addControl(new SimplePagedResultsControl(A_PART, cookie, false));
                SearchResult page = page(request);
                for (SearchResultEntry entry : page.getSearchEntries()) {
                    if (tree.find(entry.getParsedDN()).isEmpty()) {
                        withdraw(entry);
                    }
                }
                SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
                cookie = next != null && next.moreResultsToReturn() ? next.getCookie() : null;
            } while (cookie != null);
        }

        private SearchResult page(SearchRequest request) throws LDAPException {
            try {
                return connection.search(request);
            } catch (LDAPSearchException e) {
                if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                    return e.getSearchResult();
                }
                throw e;
            }
        }

        private void withdraw(DN name) throws LDAPException {
            SearchResultEntry theirs = connection.getEntry(name.toString(), own());
            if (theirs != null) {
                withdraw(theirs);
            }
        }

        /// Takes our attributes away. The entry stays: others may have put something there.
        private void withdraw(SearchResultEntry entry) throws LDAPException {
            List<String> names = List.copyOf(DirectoryTree.own(entry).keySet());
            if (names.isEmpty()) {
                return;
            }
            differences.add(new DirectoryDifference(entry.getDN(), DirectoryDifference.Kind.NOT_PUBLISHED, names));
            if (mode == Repository.Reconciliation.MEND) {
                connection.modify(
                        entry.getDN(),
                        names.stream()
                                .map(name -> new Modification(ModificationType.DELETE, name))
                                .toList());
            }
        }

        /// What differed.
        ///
        /// @throws LDAPException what the directory refused first
        List<DirectoryDifference> end() throws LDAPException {
            if (refused.isPresent()) {
                throw refused.get();
            }
            return differences;
        }
    }

    private static String[] own() {
        return DirectoryTree.OWN.toArray(String[]::new);
    }

    /// One entry that the directory refuses, say for its schema, does not keep the CRLs of the others from it.
    private static LDAPException onwards(LDAPException e) throws LDAPException {
        if (!e.getResultCode().isConnectionUsable()) {
            throw e;
        }
        return e;
    }

    private LDAPConnection connect() throws LDAPException {
        LDAPConnection connection = reach();
        try {
            connection.bind(
                    new SimpleBindRequest(outside.bindName(), outside.password().octets()));
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private LDAPConnection reach() throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(CONNECT_MILLIS);
        options.setResponseTimeoutMillis(ANSWER_MILLIS);
        // The factory judges whether the certificate is trusted; whether it is this host's is judged here.
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        return switch (outside.way()) {
            case OutsideDirectory.Way.Plain() -> new LDAPConnection(options, outside.host(), outside.port());
            case OutsideDirectory.Way.Ldaps(SSLSocketFactory trust) ->
                new LDAPConnection(trust, options, outside.host(), outside.port());
            case OutsideDirectory.Way.StartTls(SSLSocketFactory trust) ->
                startTls(new LDAPConnection(options, outside.host(), outside.port()), trust);
        };
    }

    /// A directory that cannot or will not turn to TLS is told nothing more, the password least of all.
    private static LDAPConnection startTls(LDAPConnection connection, SSLSocketFactory trust) throws LDAPException {
        try {
            ExtendedResult answer = connection.processExtendedOperation(new StartTLSExtendedRequest(trust));
            if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new LDAPException(answer);
            }
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private static Optional<DirectoryDifference> compare(
            LDAPConnection connection, DirectoryTree tree, Entry ours, Repository.Reconciliation mode)
            throws LDAPException {
        SearchResultEntry theirs = connection.getEntry(ours.getDN(), "*");
        if (theirs == null) {
            if (mode == Repository.Reconciliation.MEND) {
                connection.add(ours);
            }
            return Optional.of(new DirectoryDifference(ours.getDN(), DirectoryDifference.Kind.MISSING, List.of()));
        }
        List<Modification> changes = changes(tree, ours, theirs);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        if (mode == Repository.Reconciliation.MEND) {
            connection.modify(ours.getDN(), changes);
        }
        List<String> names =
                changes.stream().map(Modification::getAttributeName).toList();
        return Optional.of(new DirectoryDifference(ours.getDN(), DirectoryDifference.Kind.OTHER_VALUES, names));
    }

    private static List<Modification> changes(DirectoryTree tree, Entry ours, Entry theirs) {
        List<Modification> changes = new ArrayList<>();
        List<String> classes = Arrays.stream(ours.getObjectClassValues())
                .filter(name -> !theirs.hasObjectClass(name))
                .toList();
        if (!classes.isEmpty()) {
            changes.add(new Modification(ModificationType.ADD, "objectClass", classes.toArray(String[]::new)));
        }
        Map<String, Attribute> own = DirectoryTree.own(ours);
        for (String name : DirectoryTree.OWN) {
            Attribute wanted = own.get(name);
            Attribute found = theirs.getAttribute(name);
            if (!values(wanted).equals(values(found)) && !isNewer(tree, name, wanted, found)) {
                ASN1OctetString[] all = wanted == null ? new ASN1OctetString[0] : wanted.getRawValues();
                changes.add(new Modification(ModificationType.REPLACE, name, all));
            }
        }
        return changes;
    }

    private static Set<Bytes> values(Attribute attribute) {
        return attribute == null
                ? Set.of()
                : Arrays.stream(attribute.getValueByteArrays()).map(Bytes::wrap).collect(Collectors.toSet());
    }

    /// Another node may be ahead of this one. What it published, signed by our CA under a higher number, stays.
    private static boolean isNewer(DirectoryTree tree, String name, Attribute ours, Attribute theirs) {
        if (!CRL_ATTRIBUTES.contains(name) || ours == null || theirs == null) {
            return false;
        }
        List<Crl> mine = crls(ours);
        return crls(theirs).stream()
                .filter(crl -> tree.picture().authorities().values().stream()
                        .anyMatch(ca -> ca.signerOf(crl).isPresent()))
                .anyMatch(crl -> crl.crlNumber().isPresent() && mine.stream().allMatch(one -> isHigher(crl, one)));
    }

    private static boolean isHigher(Crl one, Crl other) {
        return one.crlNumber().orElseThrow().compareTo(other.crlNumber().orElseThrow()) > 0;
    }

    private static List<Crl> crls(Attribute attribute) {
        return values(attribute).stream()
                .flatMap(der -> Crl.parse(der).toOptional().stream())
                .toList();
    }
}
