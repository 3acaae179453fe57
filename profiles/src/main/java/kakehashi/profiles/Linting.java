package kakehashi.profiles;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Effect;
import kakehashi.path.Language;
import kakehashi.x509.Certificate;

/// Lint as the order of work asks for it: every error refuses, before anything is signed.
public final class Linting {
    private Linting() {}

    /// The context of a certificate under a profile.
    public static LintContext ofProfile(CertificateProfile profile, IssuingCa ca) {
        LintContext context = LintContext.of(purpose(profile.kind()));
        return switch (ca.identity()) {
            case IssuingCa.Identity.Certified(Certificate certificate) -> context.withIssuer(certificate);
            case IssuingCa.Identity.Founding founding -> context;
        };
    }

    private static LintPurpose purpose(ProfileKind kind) {
        return switch (kind) {
            case OFFICIAL_POST -> LintPurpose.OFFICIAL_POST;
            case USER -> LintPurpose.USER;
            case INTERNET_SERVER -> LintPurpose.INTERNET_SERVER;
            case INTERNAL_SERVER -> LintPurpose.INTERNAL_SERVER;
            case CODE_SIGNING -> LintPurpose.CODE_SIGNING;
            case DOCUMENT_SIGNING -> LintPurpose.DOCUMENT_SIGNING;
            case LRA_OPERATOR -> LintPurpose.LRA_OPERATOR;
            case OCSP_RESPONDER -> LintPurpose.OCSP_RESPONDER;
            case VALIDATION_SERVER -> LintPurpose.VALIDATION_SERVER;
            case TIME_STAMP -> LintPurpose.TIME_STAMP;
            case CROSS_TO_CA, CROSS_TO_BRIDGE -> LintPurpose.CROSS_CERTIFICATE;
            case LINK -> LintPurpose.LINK;
            case SELF_SIGNED -> LintPurpose.SELF_SIGNED;
            case SUBORDINATE_CA -> LintPurpose.SUBORDINATE_CA;
        };
    }

    /// Whether certificates of a kind are for an end entity or for an authority, as the chain of authority says it.
    public static Effect.Holder holder(ProfileKind kind) {
        return switch (kind.holder()) {
            case END_ENTITY -> Effect.Holder.END_ENTITY;
            case AUTHORITY -> Effect.Holder.AUTHORITY;
        };
    }

    /// The rules that are broken, by their ids; empty when none is.
    public static Optional<List<String>> refusal(Certificate unsigned, LintContext context) {
        List<String> errors = Lint.check(unsigned, context).stream()
                .filter(LintFinding::isError)
                .map(finding -> finding.rule().id())
                .distinct()
                .toList();
        return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
    }

    /// The errors found in the words of both languages, for people who stand around one screen; empty when there
    /// are none.
    public static List<String> explained(Certificate unsigned, LintContext context) {
        return Lint.check(unsigned, context).stream()
                .filter(LintFinding::isError)
                .map(one -> one.words(Language.JAPANESE) + " / " + one.words(Language.ENGLISH) + " ("
                        + one.rule().id() + ")")
                .toList();
    }
}
