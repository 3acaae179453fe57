package kakehashi.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;

/// Fetches for one request what its certificates point at: the port between the room that may speak to the outside
/// and the one that judges. What is found serves that request only and never enters the shared graph.
public interface OnDemandMaterial {
    /// What a judgement lacks.
    ///
    /// @param withoutIssuer certificates for which no issuer's certificate is known
    /// @param withoutStatus certificates for which no revocation evidence is known; when there are none, that of
    ///     issuers found on the way is not asked for either
    /// @param known the CA certificates that are known already, by subject; asked by several threads
    /// @param anchors certificates of anchors, from whose repositories the search may go down where none leads up
    record Missing(
            List<Certificate> withoutIssuer,
            List<Certificate> withoutStatus,
            Function<Name, ? extends Collection<Certificate>> known,
            List<Certificate> anchors) {
        /// Without anchors: the search goes up only.
        public Missing(
                List<Certificate> withoutIssuer,
                List<Certificate> withoutStatus,
                Function<Name, ? extends Collection<Certificate>> known) {
            this(withoutIssuer, withoutStatus, known, List.of());
        }

        public Missing {
            withoutIssuer = List.copyOf(withoutIssuer);
            withoutStatus = List.copyOf(withoutStatus);
            anchors = List.copyOf(anchors);
        }
    }

    /// A place where nothing usable was had.
    ///
    /// @param place its URL
    /// @param reason why
    /// @param again whether the same may succeed later
    record Miss(String place, Reason reason, Again again) {}

    /// Why nothing was had.
    ///
    /// @param word a stable word such as `too-slow`
    /// @param japanese one sentence
    /// @param english the same
    record Reason(String word, String japanese, String english) {}

    /// Whether to ask again.
    enum Again {
        /// Later it may be there.
        LATER,
        /// What is there will not do.
        NEVER
    }

    /// What was found in the time there was.
    ///
    /// @param certificates each verifies the signature of one that was asked for, directly or in steps, or of one
    /// of
    ///     the CRLs
    /// @param crls each verifies under the key of its issuer, as far as known or found
    /// @param responses each is signed by the issuer, or by a responder that the issuer certified
    /// @param misses where nothing was had, and why
    record Found(List<Certificate> certificates, List<Crl> crls, List<BasicOcspResponse> responses, List<Miss> misses) {
        public Found {
            certificates = List.copyOf(certificates);
            crls = List.copyOf(crls);
            responses = List.copyOf(responses);
            misses = List.copyOf(misses);
        }

        /// Whether there is nothing to judge by that there was not before.
        public boolean isNothing() {
            return certificates.isEmpty() && crls.isEmpty() && responses.isEmpty();
        }

        /// Whether the same question may have a better answer later.
        public boolean retryable() {
            return misses.stream().anyMatch(miss -> miss.again() == Again.LATER);
        }
    }

    /// Fetches. Comes back within the time, whatever the outside does, with what there is by then.
    ///
    /// @param patience the longest to wait; a configured limit may be shorter
    Found fetch(Missing missing, Duration patience);
}
