package kakehashi.profiles;

import kakehashi.x509.DerReader;
import kakehashi.x509.Parsed;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.Tag;

/// A policy qualifier opened as far as it can be.
///
/// @param qualifier the qualifier
/// @param hasReference whether a notice has a noticeRef
/// @param textTag the string type of a CPS pointer or an explicitText; 0 when there is none
/// @param text the text; empty when there is none
record LintedQualifier(PolicyInformation.Qualifier qualifier, boolean hasReference, int textTag, String text) {
    static LintedQualifier of(PolicyInformation.Qualifier qualifier) {
        LintedQualifier opaque = new LintedQualifier(qualifier, false, 0, "");
        return Parsed.of(() -> read(qualifier)).toOptional().orElse(opaque);
    }

    private static LintedQualifier read(PolicyInformation.Qualifier qualifier) {
        DerReader reader = new DerReader(qualifier.value());
        if (!qualifier.qualifierId().equals(PolicyInformation.USER_NOTICE)) {
            return new LintedQualifier(qualifier, false, reader.peek(), reader.text());
        }
        int outer = reader.enterSequence();
        boolean reference = reader.skipIf(Tag.SEQUENCE);
        int tag = Math.max(0, reader.peek());
        String text = reader.hasNext() ? reader.text() : "";
        reader.leave(outer);
        return new LintedQualifier(qualifier, reference, tag, text);
    }

    boolean isCps() {
        return qualifier.qualifierId().equals(PolicyInformation.CPS);
    }

    boolean isNotice() {
        return qualifier.qualifierId().equals(PolicyInformation.USER_NOTICE);
    }

    /// "CPSuri ::= IA5String".
    boolean isGoodCps() {
        return textTag == Tag.IA5_STRING && InternetText.isAbsoluteUri(text);
    }

    int textLength() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return qualifier.qualifierId() + (text.isEmpty() ? "" : " " + text);
    }
}
