package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Oid;
import kakehashi.x509.ValidationAlg;
import kakehashi.x509.ValidationAlg.NameValidationAlgParms;
import kakehashi.x509.ValidationError;
import kakehashi.x509.ValidationPolicy;

/// What the name validation algorithm asks (RFC 5055 §3.2.4.2.3).
///
/// @param names names for the engine to find in the target
/// @param directoryNames names of which one must be the target's
/// @param errors what is wrong with the question itself; then no certificate passes
record ScvpNames(List<GeneralName> names, List<GeneralName> directoryNames, List<ValidationError> errors) {
    /// The most names that a request may ask for, whatever the door: each is a search.
    static final int MAX_NAMES = 16;
    private static final ScvpNames NONE = new ScvpNames(List.of(), List.of(), List.of());

    static ScvpNames of(ValidationPolicy policy) {
        Optional<ValidationAlg> algorithm = policy.validationAlg();
        if (algorithm.isEmpty() || algorithm.get().valAlgId().equals(ValidationAlg.BASIC_VAL_ALG)) {
            return NONE;
        }
        NameValidationAlgParms wanted = algorithm
                .get()
                .nameValidationAlgParms()
                .orElseThrow(() -> new ScvpRefusal(
                        CvStatusCode.UNRECOGNIZED_VAL_ALG,
                        "validation algorithm " + algorithm.get().valAlgId()));
        ScvpRefusal.when(wanted.validationNames().size() > MAX_NAMES, CvStatusCode.INVALID_REQUEST, "too many names");
        List<Class<?>> kinds = new ArrayList<>();
        wanted.validationNames().forEach(name -> kinds.add(name.getClass()));
        if (kinds.stream().distinct().count() > 1) {
            return failing(ValidationError.MIXED_NAMES);
        }
        return of(wanted.nameCompAlgId(), wanted.validationNames());
    }

    private static ScvpNames of(Oid comparison, List<GeneralName> names) {
        GeneralName first = names.getFirst();
        if (comparison.equals(NameValidationAlgParms.DN_COMP_ALG)) {
            return first instanceof GeneralName.DirectoryName
                    ? new ScvpNames(List.of(), names, List.of())
                    : failing(ValidationError.BAD_NAME_TYPE);
        }
        boolean host = first instanceof GeneralName.DnsName || first instanceof GeneralName.IpAddress;
        if (comparison.equals(ExtendedKeyUsage.SERVER_AUTH)) {
            return host ? new ScvpNames(names, List.of(), List.of()) : failing(ValidationError.BAD_NAME_TYPE);
        }
        if (comparison.equals(ExtendedKeyUsage.EMAIL_PROTECTION)) {
            return first instanceof GeneralName.Rfc822Name
                    ? new ScvpNames(names, List.of(), List.of())
                    : failing(ValidationError.BAD_NAME_TYPE);
        }
        return failing(ValidationError.UNKNOWN_ALG);
    }

    /// Why the target is for none of the names that were asked for: it has other names of that form, or none.
    static ValidationError mismatch(ValidationQuestion question) {
        List<Class<?>> asked = new ArrayList<>();
        question.names().forEach(name -> asked.add(name.getClass()));
        boolean has = question.target().subjectAltNames().stream().anyMatch(own -> asked.contains(own.getClass()));
        return has ? ValidationError.NAME_MISMATCH : ValidationError.NO_NAME;
    }

    private static ScvpNames failing(ValidationError error) {
        return new ScvpNames(List.of(), List.of(), List.of(error));
    }

    /// What speaks against the target's names, beside what the engine finds.
    List<ValidationError> judge(Certificate target) {
        if (!errors.isEmpty() || directoryNames.isEmpty()) {
            return errors;
        }
        List<GeneralName> own = new ArrayList<>(target.subjectAltNames());
        own.add(new GeneralName.DirectoryName(target.subject()));
        return directoryNames.stream().anyMatch(own::contains) ? List.of() : List.of(ValidationError.NAME_MISMATCH);
    }
}
