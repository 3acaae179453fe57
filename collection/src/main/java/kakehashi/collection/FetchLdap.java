package kakehashi.collection;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import kakehashi.x509.Bytes;

/// One anonymous search of a directory, over a connection whose address we chose. Referrals are followed by us, not
/// by the library: each is a place to be checked like the first.
final class FetchLdap {
    /// RFC 4523 §4: "values of this attribute type are to be transferred only in the binary encoding".
    static final List<String> ATTRIBUTES = List.of(
            "cACertificate;binary",
            "crossCertificatePair;binary",
            "certificateRevocationList;binary",
            "authorityRevocationList;binary",
            "deltaRevocationList;binary",
            "userCertificate;binary");

    private static final int MAX_ENTRIES = 20;
    private static final int MAX_VALUES = 1000;

    private final OutgoingAddress outgoing;

    FetchLdap(OutgoingAddress outgoing) {
        this.outgoing = outgoing;
    }

    FetchOutcome fetch(FetchPlace.Ldap place, FetchMeter meter) throws IOException {
        List<Bytes> values = new ArrayList<>();
        List<FetchPlace.Ldap> next = new ArrayList<>(List.of(place));
        boolean first = true;
        while (!next.isEmpty()) {
            FetchPlace.Ldap at = next.removeFirst();
            if (!first) {
                meter.redirect();
            }
            first = false;
            for (String referral : search(at, values, meter)) {
                next.add(referred(referral, at));
            }
        }
        return values.isEmpty()
                ? new FetchOutcome.Failed(FetchFailure.NOT_FOUND, "no value")
                : new FetchOutcome.Fetched(values, Optional.empty());
    }

    /// RFC 4511 §4.1.10: a part that the referral leaves out is that of the request.
    private static FetchPlace.Ldap referred(String referral, FetchPlace.Ldap from) throws FetchStopped {
        if (!(FetchPlace.parse(referral).orElse(null) instanceof FetchPlace.Ldap to)) {
            throw new FetchStopped(FetchFailure.NOT_FETCHED, "referral to another scheme");
        }
        LDAPURL old = from.parts();
        LDAPURL url = to.parts();
        String name = (url.baseDNProvided() ? url : old).getBaseDN().toString();
        return (FetchPlace.Ldap) FetchPlace.entry(to, name, List.of(old.getAttributes()));
    }

    /// Adds the values, and answers the referrals.
    private List<String> search(FetchPlace.Ldap place, List<Bytes> values, FetchMeter meter) throws IOException {
        List<InetSocketAddress> addresses = outgoing.route(place).addresses();
        LDAPURL url = place.parts();
        List<String> wanted = url.getAttributes().length == 0 ? ATTRIBUTES : Arrays.asList(url.getAttributes());
        SearchRequest request = new SearchRequest(
                url.getBaseDN().toString(), url.getScope(), url.getFilter(), wanted.toArray(String[]::new));
        request.setSizeLimit(MAX_ENTRIES);
        request.setTimeLimitSeconds(Math.max(1, meter.millisLeft() / 1000));
        try (FetchSocket socket = FetchSocket.connect(addresses, meter)) {
            // The host is not resolved: the factory hands out the one connection that was made.
            try (LDAPConnection connection = new LDAPConnection(new Made(socket), options(meter))) {
                connection.connect(addresses.getFirst().getAddress(), place.port(), meter.millisLeft());
                return search(connection, request, values);
            } catch (LDAPException e) {
                throw stopped(e, meter);
            }
        }
    }

    private static LDAPConnectionOptions options(FetchMeter meter) throws FetchStopped {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setMaxMessageSize(meter.mostOctets());
        options.setResponseTimeoutMillis(meter.millisLeft());
        options.setUsePooledSchema(false);
        options.setAbandonOnTimeout(false);
        return options;
    }

    private static List<String> search(LDAPConnection connection, SearchRequest request, List<Bytes> values)
            throws LDAPException, FetchStopped {
        SearchResult result;
        try {
            result = connection.search(request);
        } catch (LDAPSearchException e) {
            boolean partial =
                    e.getResultCode() == ResultCode.REFERRAL || e.getResultCode() == ResultCode.SIZE_LIMIT_EXCEEDED;
            if (!partial) {
                throw e;
            }
            result = e.getSearchResult();
        }
        for (SearchResultEntry entry : result.getSearchEntries()) {
            addValues(entry, values);
        }
        return Stream.concat(
                        Arrays.stream(result.getReferralURLs()),
                        result.getSearchReferences().stream()
                                .map(SearchResultReference::getReferralURLs)
                                .flatMap(Arrays::stream))
                .toList();
    }

    private static void addValues(SearchResultEntry entry, List<Bytes> values) throws FetchStopped {
        for (Attribute attribute : entry.getAttributes()) {
            for (byte[] value : attribute.getValueByteArrays()) {
                if (values.size() == MAX_VALUES) {
                    throw new FetchStopped(FetchFailure.TOO_MANY, MAX_VALUES + " values");
                }
                values.add(Bytes.wrap(value));
            }
        }
    }

    /// What the library says of a failure, where our own streams did not cause it.
    private static FetchStopped stopped(LDAPException thrown, FetchMeter meter) throws FetchStopped {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FetchStopped ours) {
                return ours;
            }
        }
        meter.millisLeft();
        ResultCode code = thrown.getResultCode();
        String detail = "LDAP " + code.intValue();
        if (code == ResultCode.NO_SUCH_OBJECT) {
            return new FetchStopped(FetchFailure.NOT_FOUND, detail);
        }
        if (code == ResultCode.DECODING_ERROR) {
            return new FetchStopped(FetchFailure.BAD_ANSWER, detail);
        }
        return new FetchStopped(
                code.isConnectionUsable() ? FetchFailure.SERVER_ERROR : FetchFailure.UNREACHABLE, detail);
    }

    /// Hands out one socket that is connected already.
    private static final class Made extends SocketFactory {
        private final FetchSocket socket;

        Made(FetchSocket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            return socket;
        }
    }
}
