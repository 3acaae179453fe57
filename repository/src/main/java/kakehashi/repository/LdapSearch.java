package kakehashi.repository;

import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers a search over the tree (RFC 4511 §4.5).
///
/// @param tree what there is
/// @param limits what one search may take
record LdapSearch(DirectoryTree tree, LdapLimits limits) {
    /// The most parts of a filter, and the most attributes that are asked for.
    static final int MOST_PARTS = 64;

    /// An answer.
    ///
    /// @param entries what was found
    /// @param code the result
    /// @param matched the nearest entry, where the base is not there
    record Answer(List<SearchResultEntryProtocolOp> entries, ResultCode code, Optional<DN> matched) {
        static Answer of(ResultCode code) {
            return new Answer(List.of(), code, Optional.empty());
        }
    }

    Answer answer(SearchRequestProtocolOp request) {
        if (LdapFilter.size(request.getFilter()) > MOST_PARTS
                || request.getAttributes().stream().mapToInt(LdapFilter::size).sum() > MOST_PARTS) {
            return Answer.of(ResultCode.ADMIN_LIMIT_EXCEEDED);
        }
        DN base;
        try {
            base = new DN(request.getBaseDN());
        } catch (LDAPException e) {
            return Answer.of(ResultCode.INVALID_DN_SYNTAX);
        }
        if (base.isNullDN() && request.getScope().equals(SearchScope.BASE)) {
            return found(request, Stream.of(rootDse()));
        }
        if (!base.isNullDN() && tree.find(base).isEmpty()) {
            if (LdapSchema.isMeant(base)) {
                boolean one = request.getScope().equals(SearchScope.ONE);
                return found(request, one ? Stream.empty() : Stream.of(LdapSchema.subentry()));
            }
            return new Answer(List.of(), ResultCode.NO_SUCH_OBJECT, tree.nearest(base));
        }
        Answer found = found(request, tree.within(base, request.getScope()));
        boolean partly = found.code().equals(ResultCode.SUCCESS) && tree.isTooWide(base, request.getScope());
        return partly ? new Answer(found.entries(), ResultCode.ADMIN_LIMIT_EXCEEDED, Optional.empty()) : found;
    }

    private Answer found(SearchRequestProtocolOp request, Stream<Entry> candidates) {
        List<SearchResultEntryProtocolOp> entries = new ArrayList<>();
        int most = request.getSizeLimit() > 0 ? Math.min(limits.entries(), request.getSizeLimit()) : limits.entries();
        long octets = 0;
        for (Iterator<Entry> each = candidates.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (!LdapFilter.selects(request.getFilter(), entry)) {
                continue;
            }
            if (entries.size() == most) {
                return new Answer(entries, ResultCode.SIZE_LIMIT_EXCEEDED, Optional.empty());
            }
            List<Attribute> selected = select(request, entry);
            octets += octets(selected);
            if (octets > limits.answerOctets()) {
                return new Answer(entries, ResultCode.ADMIN_LIMIT_EXCEEDED, Optional.empty());
            }
            entries.add(new SearchResultEntryProtocolOp(entry.getDN(), selected));
        }
        return new Answer(entries, ResultCode.SUCCESS, Optional.empty());
    }

    private static long octets(List<Attribute> attributes) {
        return attributes.stream()
                .flatMap(a -> Arrays.stream(a.getRawValues()))
                .mapToLong(value -> value.getValueLength())
                .sum();
    }

    /// RFC 4511 §4.5.1.8: no list and `*` mean all, `1.1` none. RFC 3673: `+` means operational attributes, which
    /// the root DSE and the subschema have; they are told without it too.
    private static List<Attribute> select(SearchRequestProtocolOp request, Entry entry) {
        List<String> wanted = request.getAttributes();
        Collection<Attribute> all = entry.getAttributes();
        return all.stream()
                .filter(a -> wanted.isEmpty()
                        || wanted.contains("*")
                        || wanted.contains("+") && isAboutTheServer(entry)
                        || wanted.stream().anyMatch(name -> LdapFilter.isMeant(a, name)))
                .map(a -> request.typesOnly() ? new Attribute(a.getName()) : a)
                .toList();
    }

    private static boolean isAboutTheServer(Entry entry) {
        return entry.getDN().isEmpty() || entry.getDN().equals(LdapSchema.NAME);
    }

    private Entry rootDse() {
        Entry root = new Entry(DN.NULL_DN);
        root.addAttribute("objectClass", "top");
        root.addAttribute(
                "namingContexts", tree.suffixes().stream().map(DN::toString).toArray(String[]::new));
        root.addAttribute("supportedLDAPVersion", "3");
        root.addAttribute("subschemaSubentry", LdapSchema.NAME);
        root.addAttribute("vendorName", "Kakehashi");
        return root;
    }

    ResultCode compare(CompareRequestProtocolOp request) {
        try {
            Optional<Entry> entry = tree.find(new DN(request.getDN()));
            if (entry.isEmpty()) {
                return ResultCode.NO_SUCH_OBJECT;
            }
            boolean same = LdapFilter.selects(
                    Filter.createEqualityFilter(
                            request.getAttributeName(),
                            request.getAssertionValue().getValue()),
                    entry.get());
            return same ? ResultCode.COMPARE_TRUE : ResultCode.COMPARE_FALSE;
        } catch (LDAPException e) {
            return ResultCode.INVALID_DN_SYNTAX;
        }
    }
}
