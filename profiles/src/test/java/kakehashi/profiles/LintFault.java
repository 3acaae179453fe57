package kakehashi.profiles;

import static kakehashi.profiles.LintSamples.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.Tag;

/// A certificate with one thing wrong, in the builder's fields, in the DER or beside it.
record LintFault(
        LintRule rule,
        LintPurpose purpose,
        Consumer<CertificateBuilder> bend,
        UnaryOperator<List<Bytes>> fields,
        UnaryOperator<LintContext> context) {
    static LintFault f(LintRule rule, LintPurpose purpose, Consumer<CertificateBuilder> bend) {
        return new LintFault(rule, purpose, bend, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static LintFault der(LintRule rule, LintPurpose purpose, int field, Consumer<DerWriter> value) {
        return new LintFault(
                rule,
                purpose,
                c -> {},
                parts -> {
                    List<Bytes> bent = new ArrayList<>(parts);
                    bent.set(field, DerWriter.write(value));
                    return bent;
                },
                UnaryOperator.identity());
    }

    static LintFault beside(LintRule rule, LintPurpose purpose, UnaryOperator<LintContext> context) {
        return new LintFault(rule, purpose, c -> {}, UnaryOperator.identity(), context);
    }

    static Extension ext(KnownExtension type, Consumer<DerWriter> value) {
        return Extension.of(type, value);
    }

    static void utc(DerWriter w, String digits) {
        w.value(Tag.UTC_TIME, Bytes.wrap(digits.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    static CertificateBuilder alt(CertificateBuilder c, GeneralName... names) {
        return c.subjectAltNames(List.of(names));
    }

    static CertificateBuilder usage(CertificateBuilder c, KeyUsage.Bit... bits) {
        return c.keyUsage(KeyUsage.of(bits));
    }

    static CertificateBuilder recritical(CertificateBuilder c, LintPurpose purpose, KnownExtension type) {
        Extension had = LintSamples.certificate(purpose, x -> {}, UnaryOperator.identity())
                .extensions()
                .find(type.id())
                .orElseThrow();
        return c.extension(new Extension(had.id(), !had.critical(), had.value()));
    }

    static Name person(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of(NamePart.C, Tag.PRINTABLE_STRING, "JP", NamePart.O, Tag.UTF8_STRING, "Example"));
        all.addAll(Arrays.asList(more));
        return name(all.toArray());
    }

    static CertificateBuilder qualified(CertificateBuilder c, Oid kind, Consumer<DerWriter> value) {
        return c.certificatePolicies(List.of(
                new PolicyInformation(POLICY, List.of(new PolicyInformation.Qualifier(kind, DerWriter.write(value))))));
    }

    @Override
    public String toString() {
        return rule.id() + " of " + purpose;
    }
}
