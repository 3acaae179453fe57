package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.GeneralName.DirectoryName;
import kakehashi.x509.GeneralName.Rfc822Name;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;

/// The state variables permitted_subtrees and excluded_subtrees (RFC 5280 §6.1.1 (h) and (i), §6.1.2 (b) and (c)).
///
/// Immutable: a path's constraints are a chain of layers, one for each certificate that has constraints, shared by
/// all paths with the same beginning. A name must satisfy every layer, which is the intersection of what is
/// permitted and the union of what is excluded, without ever computing either.
public final class NameConstraintSet {
    /// The greatest number of names of one certificate that are reported.
    private static final int MAX_FINDINGS = 16;

    private static final Oid EMAIL_ADDRESS = Oid.of("1.2.840.113549.1.9.1");

    private static final NameConstraintSet NONE = new NameConstraintSet(List.of());

    private final List<NameConstraintLayer> layers;

    private NameConstraintSet(List<NameConstraintLayer> layers) {
        this.layers = layers;
    }

    /// No constraint at all.
    public static NameConstraintSet none() {
        return NONE;
    }

    /// The initial-permitted-subtrees and initial-excluded-subtrees of a request or a trust anchor; forms that are
    /// not named are not restricted.
    public static NameConstraintSet of(List<GeneralName> permitted, List<GeneralName> excluded) {
        return permitted.isEmpty() && excluded.isEmpty()
                ? NONE
                : NONE.and(new NameConstraints(List.copyOf(permitted), List.copyOf(excluded)));
    }

    /// This and the constraints of one more certificate (RFC 5280 §6.1.4 (g)).
    NameConstraintSet and(NameConstraints constraints) {
        NameConstraintLayer layer = new NameConstraintLayer(constraints);
        if (layers.contains(layer)) {
            return this;
        }
        List<NameConstraintLayer> more = new ArrayList<>(layers.size() + 1);
        more.addAll(layers);
        more.add(layer);
        return new NameConstraintSet(List.copyOf(more));
    }

    /// Whether every name is permitted.
    boolean isUnconstrained() {
        return layers.isEmpty();
    }

    /// Compares the names of a certificate with the constraints (RFC 5280 §6.1.3 (b) and (c)): the subject, unless
    /// it is empty, and every subjectAltName. Whether the certificate is exempt as a self-issued one is for the
    /// caller to say.
    ///
    /// @param meter charged before the comparisons of a name as if each were made one by one; once it is exhausted,
    /// no more names are compared, and what is answered is not complete
    /// @return what speaks against the certificate, one finding a name, of 16 names at most
    List<Finding> judge(Certificate certificate, SearchMeter meter) {
        if (isUnconstrained()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(0);
        for (GeneralName name : namesOf(certificate)) {
            int comparisons = 0;
            for (NameConstraintLayer layer : layers) {
                comparisons += layer.countFor(name);
            }
            if (comparisons == 0) {
                continue;
            }
            if (!meter.comparisons(comparisons)) {
                break;
            }
            judge(name).ifPresent(findings::add);
            if (findings.size() == MAX_FINDINGS) {
                break;
            }
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> judge(GeneralName name) {
        for (NameConstraintLayer layer : layers) {
            Optional<Finding> finding = layer.judge(name);
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    private List<GeneralName> namesOf(Certificate certificate) {
        List<GeneralName> alternatives = certificate.subjectAltNames();
        Name subject = certificate.subject();
        if (subject.isEmpty()) {
            return alternatives;
        }
        List<GeneralName> names = new ArrayList<>(alternatives.size() + 1);
        // "Restrictions of the form directoryName MUST be applied to the subject field in the certificate (when the
        // certificate includes a non-empty subject field) and to any names of type directoryName"
        names.add(new DirectoryName(subject));
        names.addAll(alternatives);
        if (layers.stream().anyMatch(layer -> layer.constrains(NameForm.RFC822_NAME))) {
            addEmailAddresses(subject, names);
        }
        return names;
    }

    /// RFC 5280 §4.2.1.10 applies the rfc822Name restrictions to the subject's emailAddress where there is no
    /// subjectAltName; RFC 9598 §6 to "the subject distinguished name and both forms of subject alternative names",
    /// which is done here: an address must not escape by standing beside a permitted one.
    private static void addEmailAddresses(Name subject, List<GeneralName> names) {
        subject.relativeNames().stream()
                .flatMap(List::stream)
                .filter(attribute -> attribute.type().equals(EMAIL_ADDRESS))
                .forEach(attribute -> names.add(new Rfc822Name(attribute.text())));
    }

    /// Whether every name that the other permits is permitted here. A "no" may be too cautious; a "yes" never errs.
    boolean covers(NameConstraintSet other) {
        return this == other || other.layers.containsAll(layers);
    }

    /// The constraints, the anchor's first.
    @Override
    public String toString() {
        return layers.toString();
    }
}
