package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.ResponseStatus;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ScvpCertId;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;

/// Turns a request into questions, or refuses it with the status of RFC 5055 §4.4.
final class ScvpQuestions {
    /// The checks that are done, all about public key certificates.
    static final List<CertCheck> CHECKS =
            List.of(CertCheck.BUILD_PKC_PATH, CertCheck.BUILD_VALID_PKC_PATH, CertCheck.BUILD_STATUS_CHECKED_PKC_PATH);

    /// What can be given back.
    static final List<WantBack> WANT_BACKS = List.of(
            WantBack.PKC_BEST_CERT_PATH,
            WantBack.PKC_REVOCATION_INFO,
            WantBack.PKC_PUBLIC_KEY_INFO,
            WantBack.PKC_CERT,
            WantBack.PKC_ALL_CERT_PATHS,
            WantBack.PKC_EE_REVOCATION_INFO,
            WantBack.PKC_CAS_REVOCATION_INFO,
            WantBack.RELAYED_RESPONSES);

    private final Validation validation;
    private final ScvpOptions options;
    private final Set<GeneralName> ownNames;

    /// @param server the server's certificate, whose names a request may mean
    ScvpQuestions(Validation validation, ScvpOptions options, Optional<Certificate> server) {
        this.validation = validation;
        this.options = options;
        this.ownNames = new LinkedHashSet<>();
        server.ifPresent(own -> {
            ownNames.addAll(own.subjectAltNames());
            ownNames.add(new GeneralName.DirectoryName(own.subject()));
        });
    }

    /// What a request asks of each certificate.
    ///
    /// @param references the certificates as the client refers to them
    /// @param checks the checks, once each
    /// @param wantBacks what to give back
    /// @param template the question but for the certificate and the depth; its target does not count
    /// @param policy the policy as it was asked
    /// @param names what the name validation algorithm asks
    record Asked(
            List<PkcReference> references,
            List<CertCheck> checks,
            List<WantBack> wantBacks,
            Template template,
            ValidationPolicy policy,
            ScvpNames names) {
        /// How many checks are to be done.
        int count() {
            return references.size() * checks.size();
        }
    }

    /// The parts of a question that are the same for every certificate of a request.
    record Template(
            Optional<Instant> at,
            RelyingPartyPolicy policy,
            PolicyOverrides overrides,
            UseDemands uses,
            List<GeneralName> names,
            Supplied supplied) {
        ValidationQuestion about(Certificate target, Depth depth) {
            return new ValidationQuestion(target, at, depth, policy, overrides, uses, names, supplied);
        }
    }

    Asked read(CvRequest request) {
        ScvpRefusal.when(
                request.cvRequestVersion() != CvRequest.VERSION,
                CvStatusCode.UNSUPPORTED_VERSION,
                "version " + request.cvRequestVersion());
        refuseCritical(request.requestExtensions(), CvStatusCode.UNRECOGNIZED_CRIT_REQUEST_EXT);
        refuseCritical(request.query().queryExtensions(), CvStatusCode.UNRECOGNIZED_CRIT_QUERY_EXT);
        // A request that names this server among those who passed it on has come back (§7).
        ScvpRefusal.when(
                request.requestorRef().stream().anyMatch(ownNames::contains),
                CvStatusCode.RELAYING_LOOP,
                "the request has been here before");
        ScvpRefusal.when(
                request.responderName().filter(name -> !ownNames.contains(name)).isPresent(),
                CvStatusCode.UNRECOGNIZED_RESPONDER_NAME,
                "no key of that name");
        Query query = request.query();
        List<PkcReference> references = references(query);
        ValidationPolicy asked = query.validationPolicy();
        RelyingPartyPolicy policy = policy(asked.validationPolRef());
        ScvpNames names = ScvpNames.of(asked);
        Supplied supplied = supplied(query);
        Template template = new Template(
                query.validationTime(),
                policy,
                overrides(asked, policy, supplied),
                uses(asked),
                names.names(),
                supplied);
        return new Asked(references, checks(query), wantBacks(query), template, asked, names);
    }

    /// "The request included some unrecognized non-critical extensions; however, processing was able to continue
    /// ignoring them." None are known here.
    static ResponseStatus status(CvRequest request) {
        boolean skipped = !request.requestExtensions().all().isEmpty()
                || !request.query().queryExtensions().all().isEmpty();
        return skipped
                ? new ResponseStatus(CvStatusCode.SKIP_UNRECOGNIZED_ITEMS, Optional.of("extensions were ignored"))
                : ResponseStatus.OKAY;
    }

    private static void refuseCritical(Extensions extensions, CvStatusCode code) {
        ScvpRefusal.when(extensions.all().stream().anyMatch(e -> e.critical()), code, "a critical extension");
    }

    private List<PkcReference> references(Query query) {
        return switch (query.queriedCerts()) {
            case CertReferences.PkcRefs(List<PkcReference> all) -> {
                ScvpRefusal.when(
                        all.size() > options.certificates(),
                        CvStatusCode.INVALID_REQUEST,
                        "more than " + options.certificates() + " certificates");
                yield all;
            }
            case CertReferences.AcRefs _ ->
                throw new ScvpRefusal(CvStatusCode.UNSUPPORTED_CHECKS, "attribute certificates");
        };
    }

    private static List<CertCheck> checks(Query query) {
        Set<CertCheck> checks = new LinkedHashSet<>();
        for (Oid id : query.checks()) {
            checks.add(CertCheck.of(id)
                    .filter(CHECKS::contains)
                    .orElseThrow(() -> new ScvpRefusal(CvStatusCode.UNSUPPORTED_CHECKS, "check " + id)));
        }
        return List.copyOf(checks);
    }

    private static List<WantBack> wantBacks(Query query) {
        Set<WantBack> wantBacks = new LinkedHashSet<>();
        for (Oid id : query.wantBack()) {
            wantBacks.add(WantBack.of(id)
                    .filter(WANT_BACKS::contains)
                    .orElseThrow(() -> new ScvpRefusal(CvStatusCode.UNSUPPORTED_WANT_BACKS, "wantBack " + id)));
        }
        return List.copyOf(wantBacks);
    }

    private RelyingPartyPolicy policy(ValidationPolRef reference) {
        PolicyCatalogue policies = validation.policies();
        if (reference.valPolId().equals(ValidationPolRef.DEFAULT_VAL_POLICY)) {
            return policies.standard();
        }
        return policies.find(reference.valPolId())
                .filter(policy -> !reference.hasParameters())
                .orElseThrow(() -> new ScvpRefusal(
                        CvStatusCode.UNRECOGNIZED_VAL_POL, "validation policy " + reference.valPolId()));
    }

    private PolicyOverrides overrides(ValidationPolicy asked, RelyingPartyPolicy policy, Supplied supplied) {
        PolicyOverrides overrides = new PolicyOverrides(
                Set.copyOf(asked.userPolicySet()),
                asked.inhibitPolicyMapping(),
                asked.requireExplicitPolicy(),
                asked.inhibitAnyPolicy(),
                asked.trustAnchors().stream().map(one -> anchor(one, supplied)).toList());
        if (overrides.changes(policy) && policy.rules().overrides() == RelyingPartyPolicy.Overrides.REFUSED) {
            throw new ScvpRefusal(refusal(asked, policy), "the policy does not let clients set this otherwise");
        }
        return overrides;
    }

    private static CvStatusCode refusal(ValidationPolicy asked, RelyingPartyPolicy policy) {
        var inputs = policy.inputs().policies();
        if (asked.inhibitPolicyMapping().orElse(inputs.initialPolicyMappingInhibit())
                != inputs.initialPolicyMappingInhibit()) {
            return CvStatusCode.INHIBIT_POLICY_MAPPING_UNSUPPORTED;
        }
        if (asked.requireExplicitPolicy().orElse(inputs.initialExplicitPolicy()) != inputs.initialExplicitPolicy()) {
            return CvStatusCode.REQUIRE_EXPLICIT_POLICY_UNSUPPORTED;
        }
        if (asked.inhibitAnyPolicy().orElse(inputs.initialAnyPolicyInhibit()) != inputs.initialAnyPolicyInhibit()) {
            return CvStatusCode.INHIBIT_ANY_POLICY_UNSUPPORTED;
        }
        return CvStatusCode.NOT_AUTHORIZED;
    }

    private Certificate anchor(PkcReference reference, Supplied supplied) {
        return find(reference, supplied)
                .orElseThrow(() -> new ScvpRefusal(CvStatusCode.INVALID_REQUEST, "a trust anchor is not known"));
    }

    private static UseDemands uses(ValidationPolicy asked) {
        return new UseDemands(
                asked.keyUsages().orElse(List.of()),
                asked.extendedKeyUsages().orElse(List.of()),
                asked.specifiedKeyUsages().orElse(List.of()));
    }

    private Supplied supplied(Query query) {
        boolean tooMuch = query.intermediateCerts().size() > options.material()
                || query.revInfos().size() > options.material();
        ScvpRefusal.when(tooMuch, CvStatusCode.INVALID_REQUEST, "more than " + options.material() + " pieces");
        List<Crl> crls = new ArrayList<>();
        List<BasicOcspResponse> responses = new ArrayList<>();
        for (RevocationItem item : query.revInfos()) {
            switch (item) {
                case RevocationItem.FullCrl(Crl crl) -> crls.add(crl);
                case RevocationItem.DeltaCrl(Crl crl) -> crls.add(crl);
                case RevocationItem.Ocsp(OcspResponse.Successful(BasicOcspResponse basic)) -> responses.add(basic);
                // An error response says nothing, and of other kinds nothing is known.
                case RevocationItem.Ocsp(OcspResponse.Unsuccessful _), RevocationItem.Other _ -> {}
            }
        }
        return new Supplied(query.intermediateCerts(), crls, responses);
    }

    /// The certificate that a reference means: by value, or found in what came along, in the graph
    /// or among those that are published.
    Optional<Certificate> find(PkcReference reference, Supplied supplied) {
        return switch (reference) {
            case PkcReference.Cert(Certificate certificate) -> Optional.of(certificate);
            case PkcReference.Unreadable _ -> Optional.empty();
            case PkcReference.PkcRef(ScvpCertId id) ->
                id.issuer().stream()
                        .flatMap(name -> candidates(name, id.serialNumber(), supplied))
                        .filter(id::matches)
                        .findFirst();
        };
    }

    private Stream<Certificate> candidates(GeneralName issuer, SerialNumber serial, Supplied supplied) {
        if (!(issuer instanceof GeneralName.DirectoryName(Name name))) {
            return Stream.empty();
        }
        return Stream.concat(supplied.certificates().stream(), validation.find(name, serial));
    }

    /// Whether a time of interest lies beyond what can be known: "Historical data for the requested validation time
    /// is not available".
    static boolean isUnavailable(Optional<Instant> at, Instant now) {
        return at.filter(time -> time.isAfter(now.plus(Duration.ofMinutes(10)))).isPresent();
    }
}
