package kakehashi.validation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.PolicyInputs;
import kakehashi.path.Purpose;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.CertCheck;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.PkcReference;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ValPolRequest;
import kakehashi.x509.ValPolResponse;
import kakehashi.x509.ValidationAlg;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;

/// The server's policies in the words of SCVP (RFC 5055 §6).
final class ScvpPolicies {
    private static final Duration LIFE = Duration.ofDays(1);

    private ScvpPolicies() {}

    /// The answer to a request for the policies.
    static ValPolResponse response(
            Validation validation, Optional<ServerCredential> credential, ValPolRequest request, Instant now) {
        List<Oid> policies = new ArrayList<>(List.of(ValidationPolRef.DEFAULT_VAL_POLICY));
        validation.policies().policies().forEach(policy -> policies.add(policy.id()));
        return new ValPolResponse(
                ValPolResponse.VERSION,
                ValPolResponse.VERSION,
                ValPolResponse.VERSION,
                BigInteger.valueOf(validation.configurationNumber()),
                now,
                Optional.of(now.plus(LIFE)),
                ScvpQuestions.CHECKS.stream().map(CertCheck::id).toList(),
                ScvpQuestions.WANT_BACKS.stream().map(WantBack::id).toList(),
                policies,
                List.of(ValidationAlg.BASIC_VAL_ALG, ValidationAlg.NAME_VAL_ALG),
                List.of(),
                ValPolResponse.ResponseTypes.CACHED_AND_NON_CACHED,
                whole(validation.policies().standard(), PolicyOverrides.NONE, UseDemands.NONE, ValidationAlg.basic()),
                EnumSet.allOf(ValPolResponse.RevocationInfoType.class),
                credential.stream()
                        .flatMap(ServerCredential::all)
                        .map(c -> c.signer().algorithm().identifier())
                        .distinct()
                        .toList(),
                verified(validation.policies().standard()),
                List.of(
                        DigestAlgorithm.SHA_1.id(),
                        DigestAlgorithm.SHA_256.id(),
                        DigestAlgorithm.SHA_384.id(),
                        DigestAlgorithm.SHA_512.id()),
                Optional.empty(),
                ValPolResponse.DEFAULT_CLOCK_SKEW,
                request.requestNonce());
    }

    private static List<AlgorithmIdentifier> verified(RelyingPartyPolicy policy) {
        return policy.inputs().algorithms().allowed().stream()
                .sorted()
                .map(SignatureAlgorithm::identifier)
                .distinct()
                .toList();
    }

    /// A policy with all its values, as they come out with what a client sets otherwise.
    static ValidationPolicy whole(
            RelyingPartyPolicy policy, PolicyOverrides overrides, UseDemands uses, ValidationAlg algorithm) {
        PolicyInputs inputs = overrides.over(policy.inputs()).policies();
        Purpose purpose = policy.inputs().purpose();
        List<KeyUsage> keyUsages =
                uses.keyUsages().isEmpty() && !purpose.keyUsage().isEmpty()
                        ? List.of(KeyUsage.of(purpose.keyUsage().toArray(KeyUsage.Bit[]::new)))
                        : uses.keyUsages();
        List<Oid> purposes = new ArrayList<>(uses.extendedKeyUsages());
        purpose.extendedKeyUsage().ifPresent(purposes::add);
        ValidationPolicy.Builder whole = ValidationPolicy.from(ValidationPolRef.of(policy.id()))
                .validationAlg(algorithm)
                .userPolicySet(inputs.userInitialPolicySet().stream().sorted().toList())
                .inhibitPolicyMapping(inputs.initialPolicyMappingInhibit())
                .requireExplicitPolicy(inputs.initialExplicitPolicy())
                .inhibitAnyPolicy(inputs.initialAnyPolicyInhibit())
                .keyUsages(keyUsages)
                .extendedKeyUsages(purposes)
                .specifiedKeyUsages(uses.specifiedKeyUsages());
        return whole.trustAnchors(overrides.anchorsOver(policy).stream()
                        .map(TrustAnchor::certificate)
                        .flatMap(Optional::stream)
                        .<PkcReference>map(PkcReference.Cert::new)
                        .toList())
                .build();
    }

    /// What a response says of the policy: the whole, or its name with what the client set.
    static ValidationPolicy said(ScvpQuestions.Asked asked, Naming naming) {
        ScvpQuestions.Template template = asked.template();
        ValidationPolicy own = asked.policy();
        return switch (naming) {
            case BY_VALUE ->
                whole(
                        template.policy(),
                        template.overrides(),
                        template.uses(),
                        own.validationAlg().orElseGet(ValidationAlg::basic));
            case BY_REFERENCE -> differing(template.policy(), own);
        };
    }

    /// The policy by its name, with the items "for which the value in the request differs from the value from the
    /// referenced validation policy" (US Treasury SCVP profile 1.3 §4.4.2, RFC 5055 §4.5).
    private static ValidationPolicy differing(RelyingPartyPolicy policy, ValidationPolicy asked) {
        ValidationPolicy known = whole(policy, PolicyOverrides.NONE, UseDemands.NONE, ValidationAlg.basic());
        return new ValidationPolicy(
                known.validationPolRef(),
                other(asked.validationAlg(), known.validationAlg()),
                isSame(asked.userPolicySet(), known.userPolicySet()) ? List.of() : asked.userPolicySet(),
                other(asked.inhibitPolicyMapping(), known.inhibitPolicyMapping()),
                other(asked.requireExplicitPolicy(), known.requireExplicitPolicy()),
                other(asked.inhibitAnyPolicy(), known.inhibitAnyPolicy()),
                isSame(asked.trustAnchors(), known.trustAnchors()) ? List.of() : asked.trustAnchors(),
                other(asked.keyUsages(), known.keyUsages()),
                other(asked.extendedKeyUsages(), known.extendedKeyUsages()),
                other(asked.specifiedKeyUsages(), known.specifiedKeyUsages()));
    }

    private static <T> Optional<T> other(Optional<T> asked, Optional<T> known) {
        return asked.equals(known) ? Optional.empty() : asked;
    }

    private static boolean isSame(List<?> asked, List<?> known) {
        return Set.copyOf(asked).equals(Set.copyOf(known));
    }

    /// How a response tells the policy.
    enum Naming {
        BY_REFERENCE,
        BY_VALUE
    }
}
