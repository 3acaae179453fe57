package kakehashi.contract;

import java.util.List;

/// Prints a statement whole, for a person who is about to sign it: every field, with the body as its kind has it.
///
/// Nothing is left out, because the fields come from the types themselves. What could deceive the eye, such as a
/// line break or a change of the writing direction inside a name, is printed as its number.
public enum StatementText {
    /// In Japanese.
    JAPANESE,
    /// In English.
    ENGLISH;

    /// The lines of an order, the digest that an approval names first.
    public List<String> of(Order order) {
        TextLines lines = new TextLines(this);
        lines.field("digest", order.digest(), 0);
        lines.fields(order, 0);
        return lines.finish();
    }

    /// The lines of a filing, the digest that an order names first.
    public List<String> of(Filing filing) {
        TextLines lines = new TextLines(this);
        lines.field("digest", filing.digest(), 0);
        lines.fields(filing, 0);
        return lines.finish();
    }

    /// The lines of an approval.
    public List<String> of(Approval approval) {
        TextLines lines = new TextLines(this);
        lines.fields(approval, 0);
        return lines.finish();
    }

    /// The lines of an enrolment, with its twelve words.
    public List<String> of(Enrolment enrolment) {
        TextLines lines = new TextLines(this);
        lines.fields(enrolment, 0);
        return lines.finish();
    }

    /// The lines of a change of keys, the digest that custodians sign first.
    public List<String> of(KeyChange change) {
        TextLines lines = new TextLines(this);
        lines.field("digest", Digest.of(change.der()), 0);
        lines.fields(change, 0);
        return lines.finish();
    }

    /// The word for a role.
    public String of(Role role) {
        return StatementWords.in(this, StatementWords.key(role));
    }
}
