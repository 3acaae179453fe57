package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// The relying-party policies of the demonstration.
final class DemoPolicies {
    /// Of the government, and in the same place of each arc of others.
    private static final String USUAL = "100.1";

    private static final String IMPORTED = "100.9";

    private DemoPolicies() {}

    /// What a domain's own relying parties ask: its anchor, its own policies and those that it maps.
    static RelyingPartyPolicy usual(DemoDomain domain, Certificate anchor) {
        List<String> accepted = new ArrayList<>();
        if (domain == DemoDomain.GOVERNMENT) {
            accepted.addAll(List.of(domain.policy("1.1"), domain.policy("1.3"), domain.policy("1.4")));
            DemoDomain.others().forEach(other -> accepted.add(CrossTerms.acceptedOf(other)));
        } else {
            accepted.addAll(List.of(domain.ofPersonsPolicy(), domain.policy("2.1")));
        }
        return read("""
                kakehashi-relying-party-policy = 1
                oid = %s
                version = 1
                name.ja = 実演：%sで信頼する証明書
                name.en = DEMO: what %s relies on
                %s
                require-explicit-policy = yes
                revocation = required
                %s""".formatted(
                        domain.policy(USUAL),
                        domain.words().japanese(),
                        domain.words().english(),
                        accepted.stream().map(one -> "accept-policy = " + one).collect(Collectors.joining("\n")),
                        Pem.encode(anchor)));
    }

    /// For real certificates that were brought: no CRL of theirs is at hand, and it says so.
    ///
    /// @param anchors where paths begin
    /// @param version grows with them
    static RelyingPartyPolicy imported(List<Certificate> anchors, int version) {
        return read("""
                kakehashi-relying-party-policy = 1
                oid = %s
                version = %d
                name.ja = 取り込んだ実物の証明書（失効は確認しない）
                name.en = Real certificates that were imported (revocation not checked)
                algorithms = historical
                revocation = none
                %s""".formatted(
                        DemoDomain.GOVERNMENT.policy(IMPORTED),
                        version,
                        anchors.stream().map(Pem::encode).collect(Collectors.joining())));
    }

    private static RelyingPartyPolicy read(String text) {
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new IllegalStateException(problems.toString());
        };
    }
}
