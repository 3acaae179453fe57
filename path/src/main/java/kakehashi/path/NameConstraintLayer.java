package kakehashi.path;

import java.util.Optional;
import kakehashi.x509.GeneralName;
import kakehashi.x509.GeneralName.OtherName;
import kakehashi.x509.NameConstraints;

/// The name constraints of one certificate of a path, or of the request, indexed when first used.
final class NameConstraintLayer {
    private final NameConstraints constraints;
    private final int hash;
    private volatile Subtrees permitted;
    private volatile Subtrees excluded;

    NameConstraintLayer(NameConstraints constraints) {
        this.constraints = constraints;
        this.hash = constraints.hashCode();
    }

    private Subtrees permitted() {
        Subtrees subtrees = permitted;
        if (subtrees == null) {
            subtrees = new Subtrees(constraints.permittedSubtrees());
            permitted = subtrees;
        }
        return subtrees;
    }

    private Subtrees excluded() {
        Subtrees subtrees = excluded;
        if (subtrees == null) {
            subtrees = new Subtrees(constraints.excludedSubtrees());
            excluded = subtrees;
        }
        return subtrees;
    }

    /// Whether there is a subtree of the form.
    boolean constrains(NameForm form) {
        return permitted().count(form) > 0 || excluded().count(form) > 0;
    }

    /// The number of subtrees that say something about the name.
    int countFor(GeneralName name) {
        return permitted().countFor(name) + excluded().countFor(name);
    }

    /// What speaks against the name.
    Optional<Finding> judge(GeneralName name) {
        // "Verify that the subject name [and each of the alternative names] is not within any of the
        // excluded_subtrees for that name type." (RFC 5280 §6.1.3 (c))
        if (excluded().countFor(name) > 0) {
            if (!excluded().canJudge(name)) {
                return Optional.of(notSupported(name));
            }
            if (excluded().relationOf(name) != Relation.OUTSIDE) {
                return Optional.of(Finding.of(Check.NAME_EXCLUDED, NameForm.text(name)));
            }
        }
        // "Verify that the subject name is within one of the permitted_subtrees [...] and verify that each of the
        // alternative names [...] is within one of the permitted_subtrees for that name type." (§6.1.3 (b))
        if (permitted().countFor(name) > 0) {
            if (!permitted().canJudge(name)) {
                return Optional.of(notSupported(name));
            }
            if (permitted().relationOf(name) != Relation.INSIDE) {
                return Optional.of(Finding.of(Check.NAME_NOT_PERMITTED, NameForm.text(name)));
            }
        }
        return Optional.empty();
    }

    private static Finding notSupported(GeneralName name) {
        Object form = name instanceof OtherName other ? "otherName " + other.type() : NameForm.of(name);
        return Finding.of(Check.NAME_CONSTRAINT_NOT_SUPPORTED, form);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof NameConstraintLayer that
                        && hash == that.hash
                        && constraints.equals(that.constraints));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return constraints.toString();
    }
}
