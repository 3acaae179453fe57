package kakehashi.profiles;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

/// What the tests of profiles share: a CA with a Japanese name, and a request that each shipped profile accepts.
final class ProfileBench {
    static final Publication PUBLICATION = new Publication(
            Optional.of("http://repository.example.go.jp/ca"),
            Optional.of("ldap://directory.example.go.jp"),
            Optional.of("http://ocsp.example.go.jp"));
    static final Id ID = Id.ofHex("000102030405060708090a0b0c0d0e0f");
    static final SerialNumber SERIAL = SerialNumber.of(new BigInteger("5f0e1d2c3b4a59687766554433221100ffeeddcc", 16));
    static final Name JAPANESE = Name.of("CN=統括官,OU=デジタル庁,O=日本国政府,C=JP");

    private ProfileBench() {}

    /// A name as GPKI writes it: PrintableString throughout.
    static Name printable(String text) {
        return Name.parse(Bytes.ofHex(Name.of(text).der().toString().replaceAll("(0603[0-9a-f]{6})0c", "$113")))
                .orElseThrow();
    }

    static TestCa ca(TestPki pki) {
        return pki.root("CN=Root,O=Japanese Government,C=JP")
                .issueCa(
                        "OU=OfficialStatusCA,O=Japanese Government,C=JP",
                        SignatureAlgorithm.ECDSA_SHA384,
                        c -> c.subject(printable("OU=OfficialStatusCA,O=Japanese Government,C=JP"))
                                .subjectAltNames(
                                        List.of(new GeneralName.DirectoryName(Name.of("OU=官職認証局,O=日本国政府,C=JP"))))
                                .validity(
                                        Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2049-01-01T00:00:00Z")));
    }

    static IssuingCa issuing(TestCa ca) {
        return IssuingCa.of(ID, ca.certificate(), ca.key().algorithm(), PUBLICATION, 16);
    }

    /// A request that the shipped profile of the kind accepts.
    static RequestedCertificate request(ProfileKind kind, TestCa ca, TestKey key) {
        String ministry = "OU=Digital Agency,O=Japanese Government,C=JP";
        List<GeneralName> japanese = List.of(new GeneralName.DirectoryName(JAPANESE));
        return switch (kind) {
            case OFFICIAL_POST ->
                of(
                        "CN=Director,OU=Ibaraki Labour Bureau,OU=Ministry of Health\\, Labour and Welfare,"
                                + "O=Japanese Government,C=JP",
                        japanese,
                        key);
            case USER, DOCUMENT_SIGNING -> of("CN=Taro Yamada," + ministry, japanese, key);
            case LRA_OPERATOR -> of("SERIALNUMBER=0042,CN=Taro Yamada," + ministry, japanese, key);
            case INTERNET_SERVER, INTERNAL_SERVER ->
                of("CN=www.digital.go.jp," + ministry, List.of(new GeneralName.DnsName("www.digital.go.jp")), key);
            case CODE_SIGNING, OCSP_RESPONDER, VALIDATION_SERVER, TIME_STAMP ->
                of("CN=A Service," + ministry, List.of(), key);
            case CROSS_TO_CA, CROSS_TO_BRIDGE -> of("CN=Partner CA,O=Partner,C=JP", List.of(), key);
            case SUBORDINATE_CA -> of("OU=ApplicationCA,O=Japanese Government,C=JP", List.of(), key);
            case LINK, SELF_SIGNED ->
                new RequestedCertificate(
                        ca.name(),
                        names(japanese),
                        kind == ProfileKind.LINK ? key.publicKey() : ca.key().publicKey(),
                        Optional.empty());
        };
    }

    private static RequestedCertificate of(String subject, List<GeneralName> names, TestKey key) {
        return new RequestedCertificate(printable(subject), names(names), key.publicKey(), Optional.empty());
    }

    private static Optional<List<GeneralName>> names(List<GeneralName> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /// The certificate that comes of a request; fails with the refusals when none does.
    static PreparedCertificate prepared(PreparationOutcome outcome) {
        return switch (outcome) {
            case PreparationOutcome.Prepared(PreparedCertificate certificate) -> certificate;
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                throw new AssertionError(refusals.toString());
        };
    }

    static List<PreparationRule> refused(PreparationOutcome outcome) {
        return switch (outcome) {
            case PreparationOutcome.Prepared prepared -> throw new AssertionError("was prepared");
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                refusals.stream().map(PreparationRefusal::rule).toList();
        };
    }
}
