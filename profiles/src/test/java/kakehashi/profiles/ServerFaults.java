package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.PolicyInformation;

final class ServerFaults {
    private ServerFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(serversFirst(), serversSecond()).flatMap(s -> s);
    }

    private static Stream<LintFault> serversFirst() {

        return Stream.of(
                f(ServerLint.SERVER_ALT_NAME, INTERNET_SERVER, c -> c.without(KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        ServerLint.SERVER_NAME_FORMS,
                        INTERNET_SERVER,
                        c -> alt(
                                c,
                                new GeneralName.DnsName("www.digital.go.jp"),
                                new GeneralName.Rfc822Name("a@go.jp"))),
                f(
                        ServerLint.SERVER_COMMON_NAME,
                        INTERNET_SERVER,
                        c -> alt(c, new GeneralName.DnsName("x.digital.go.jp"))),
                f(ServerLint.SERVER_FULL_DOMAIN, INTERNET_SERVER, c -> domain(c, "server")),
                f(ServerLint.SERVER_FULL_DOMAIN, INTERNET_SERVER, c -> domain(c, "mail.ministry.local")),
                f(ServerLint.SERVER_WILDCARD, INTERNET_SERVER, c -> domain(c, "*.go.jp")),
                f(ServerLint.SERVER_UNDERSCORE, INTERNAL_SERVER, c -> domain(c, "a_b.digital.go.jp")),
                f(
                        ServerLint.SERVER_PUBLIC_ADDRESS,
                        INTERNET_SERVER,
                        c -> alt(c.subject(Name.of("O=A,C=JP")), new GeneralName.IpAddress(Bytes.ofHex("c0a80001")))),
                f(
                        ServerLint.SERVER_PUBLIC_ADDRESS,
                        INTERNET_SERVER,
                        c -> alt(
                                c.subject(Name.of("O=A,C=JP")),
                                new GeneralName.IpAddress(Bytes.ofHex("fd" + "00".repeat(15))))),
                f(ServerLint.SERVER_LIFETIME, INTERNET_SERVER, c -> c.validity(FROM, FROM.plus(Duration.ofDays(398)))));
    }

    private static Stream<LintFault> serversSecond() {
        ExtendedKeyUsage three = new ExtendedKeyUsage(
                List.of(ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.CLIENT_AUTH, ExtendedKeyUsage.EMAIL_PROTECTION));
        return Stream.of(
                f(
                        ServerLint.SERVER_LIFETIME,
                        INTERNET_SERVER,
                        c -> c.validity(
                                Instant.parse("2026-03-15T15:00:00Z"),
                                Instant.parse("2026-03-15T15:00:00Z").plus(Duration.ofDays(201)))),
                f(
                        ServerLint.INTERNAL_SERVER_LIFETIME,
                        INTERNAL_SERVER,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(826)))),
                f(ServerLint.SERVER_PURPOSES, INTERNET_SERVER, c -> c.extendedKeyUsage(three)),
                f(ServerLint.SERVER_POLICIES, INTERNET_SERVER, c -> c.without(KnownExtension.CERTIFICATE_POLICIES)),
                f(
                        ServerLint.SERVER_ISSUERS_PLACE,
                        INTERNET_SERVER,
                        c -> c.authorityInfoAccess(
                                List.of(new AccessDescription(AccessDescription.OCSP, uri("http://ocsp.go.jp"))))),
                f(
                        PromiseLint.PROMISED_KEY_USAGE,
                        USER,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION)),
                f(PromiseLint.PROMISED_PURPOSES, USER, c -> c.without(KnownExtension.EXTENDED_KEY_USAGE)),
                f(
                        PromiseLint.PROMISED_POLICIES,
                        USER,
                        c -> c.certificatePolicies(List.of(PolicyInformation.of(PARTNER_POLICY)))),
                f(PromiseLint.PROMISED_SUBJECT, USER, c -> c.subject(Name.of("CN=A,O=Other,C=JP"))),
                f(PromiseLint.PROMISED_LIFETIME, USER, c -> c.validity(FROM, FROM.plus(Duration.ofDays(1200)))));
    }

    private static CertificateBuilder domain(CertificateBuilder c, String domain) {
        return alt(c.subject(Name.of("O=Digital Agency,C=JP")), new GeneralName.DnsName(domain));
    }
}
