package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Rules;
import kakehashi.contract.Signed;
import kakehashi.keys.CredentialOutcome;
import kakehashi.keys.CredentialVerifier;
import kakehashi.keys.OfficerCredential;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Decides about the register of officers.
public final class OfficerOrders {
    private static final int UNCOMPRESSED = 4;
    private static final int LEAST_RSA_BITS = 3072;

    private final AuthorityState state;

    OfficerOrders(AuthorityState state) {
        this.state = state;
    }

    Verdict judge(OfficerBody body, Instant now) {
        return switch (body) {
            case OfficerBody.Put put ->
                faultOfPut(put, now)
                        .<Verdict>map(Verdict.Refused::of)
                        .orElseGet(() -> Verdict.Effects.of(new Effect.Officer(put.officer())));
            // Ending an officer is never refused for what the rules need then (record 4).
            case OfficerBody.End(Id officer) ->
                state.officers().inForce(officer, Instant.MIN).isPresent()
                        ? Verdict.Effects.of(new Effect.OfficerEnded(officer))
                        : Verdict.Refused.of(OrderRule.NO_SUCH_OFFICER);
            case OfficerBody.EndCredential(Id officer, Id credential) ->
                state.officers()
                                .credential(credential)
                                .filter(known -> known.officer().officer().equals(officer))
                                .isPresent()
                        ? Verdict.Effects.of(new Effect.CredentialEnded(credential))
                        : Verdict.Refused.of(OrderRule.NO_SUCH_OFFICER);
        };
    }

    private Optional<OrderRule> faultOfPut(OfficerBody.Put put, Instant now) {
        Officer officer = put.officer();
        if (!officer.name().equals(Officer.nameDigest(put.salt(), put.name()))
                || officer.roles().isEmpty()
                || !now.isBefore(officer.notAfter())
                || state.officers().isEnded(officer.officer())) {
            return Optional.of(OrderRule.OFFICER_FAULTY);
        }
        if (isOtherOfficersPerson(officer, now)) {
            return Optional.of(OrderRule.PERSON_REGISTERED);
        }
        if (holdsExcluded(officer, state.rules())) {
            return Optional.of(OrderRule.ROLES_EXCLUDE);
        }
        return faultOfCredentials(put);
    }

    /// "A person has one officer in force; a new credential is added to it" (record 3).
    private boolean isOtherOfficersPerson(Officer officer, Instant now) {
        boolean changed = state.officers()
                .known(officer.officer())
                .filter(known -> !known.person().equals(officer.person()))
                .isPresent();
        return changed
                || state.officers().allInForce(now).stream()
                        .anyMatch(other -> other.person().equals(officer.person())
                                && !other.officer().equals(officer.officer()));
    }

    /// Whether an officer holds two roles that the rules keep apart.
    public static boolean holdsExcluded(Officer officer, Rules rules) {
        return rules.exclusive().stream()
                .anyMatch(pair ->
                        officer.roles().contains(pair.one()) && officer.roles().contains(pair.other()));
    }

    /// Credentials that he had stay as they were; new ones bring their enrolment, and a key nobody had before.
    private Optional<OrderRule> faultOfCredentials(OfficerBody.Put put) {
        List<Credential> before = state.officers()
                .known(put.officer().officer())
                .map(Officer::credentials)
                .orElse(List.of());
        List<Credential> added = new ArrayList<>(put.officer().credentials());
        added.removeAll(before);
        boolean known = added.stream()
                .anyMatch(credential -> state.officers()
                                .knowsKey(KeyIdentity.of(credential.key()).key())
                        || state.officers().knowsCredential(credential.credential()));
        if (known || !areDistinct(put.officer().credentials())) {
            return Optional.of(OrderRule.CREDENTIAL_KNOWN);
        }
        boolean enrolled = added.stream()
                .allMatch(credential -> isEnrolled(
                        credential,
                        put.officer().person(),
                        put.enrolments(),
                        Optional.of(state.installation()),
                        state.rules()));
        return enrolled ? Optional.empty() : Optional.of(OrderRule.ENROLMENT_FAULTY);
    }

    /// Whether no two credentials have an id or a key in common.
    public static boolean areDistinct(List<Credential> credentials) {
        long ids = credentials.stream().map(Credential::credential).distinct().count();
        long keys = credentials.stream()
                .map(credential -> KeyIdentity.of(credential.key()).key())
                .distinct()
                .count();
        return ids == credentials.size() && keys == credentials.size();
    }

    /// Whether one of the enrolments is this credential's, made by its own key for this person.
    public static boolean isEnrolled(
            Credential credential, Id person, List<Bytes> enrolments, Optional<Digest> installation, Rules rules) {
        boolean strong = credential.key().bits().orElse(LEAST_RSA_BITS) >= LEAST_RSA_BITS
                || credential.algorithm() != Credential.Algorithm.RSA_PKCS1_SHA256;
        return strong
                && isInOneForm(credential.key())
                && enrolments.stream()
                        .map(der -> Signed.parse(der).toOptional())
                        .flatMap(Optional::stream)
                        .anyMatch(signed -> isOf(signed, credential, person, installation)
                                && holds(signed, credential, party(credential, rules)));
    }

    /// A key is known by its octets and registered once for ever: so a point has one form (RFC 5480 §2.2).
    private static boolean isInOneForm(SubjectPublicKeyInfo key) {
        return switch (key.kind()) {
            case P256, P384, P521 -> key.subjectPublicKey().at(0) == UNCOMPRESSED;
            case RSA, RSA_PSS, OTHER_CURVE, ED25519, ED448, DSA, ML_DSA_44, ML_DSA_65, ML_DSA_87, OTHER -> true;
        };
    }

    private static boolean isOf(Signed signed, Credential credential, Id person, Optional<Digest> installation) {
        return Enrolment.parse(signed.statement())
                .toOptional()
                .filter(enrolment -> enrolment.installation().equals(installation))
                .filter(enrolment -> enrolment.person().equals(person))
                .filter(enrolment -> enrolment.credential().equals(credential))
                .isPresent();
    }

    private static boolean holds(Signed signed, Credential credential, RelyingParty party) {
        OfficerCredential key =
                new OfficerCredential(OfficerRegister.algorithm(credential), credential.key(), credential.passkey());
        kakehashi.keys.RelyingParty pinned = new kakehashi.keys.RelyingParty(party.id(), party.origin());
        return new CredentialVerifier().verify(signed.statement(), key, Examination.proof(signed), pinned)
                instanceof CredentialOutcome.Verified;
    }

    private static RelyingParty party(Credential credential, Rules rules) {
        if (credential.use() == Credential.Use.FILING) {
            return rules.filing();
        }
        return switch (credential.display()) {
            case PORTAL -> rules.portal();
            case CLIENT -> rules.client();
        };
    }
}
