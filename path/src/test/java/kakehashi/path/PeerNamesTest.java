package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import org.junit.jupiter.api.Test;

/// Whether a certificate is for a name (RFC 9525 §6).
class PeerNamesTest {
    private final TestCa ca = new TestPki().root("CN=CA");

    private boolean isFor(GeneralName wanted, GeneralName... presented) {
        Certificate target = ca.issueEndEntity("CN=www.example.jp", c -> {
                    if (presented.length > 0) {
                        c.subjectAltNames(List.of(presented));
                    }
                })
                .certificate();
        PathOutcome outcome = Paths.builder(Paths.INPUTS, ca, List.of())
                .build(PathRequest.of(target, TestPki.NOW).forPeer(wanted));
        assertThat(Paths.checks(outcome)).isSubsetOf(Check.PEER_NAME_MISMATCH);
        return outcome instanceof PathOutcome.Valid;
    }

    private static GeneralName dns(String domain) {
        return new GeneralName.DnsName(domain);
    }

    @Test
    void rfc9525_6_3_domainNamesAreComparedWithoutRegardToCase() {
        assertThat(isFor(dns("WWW.example.jp"), dns("other.jp"), dns("www.EXAMPLE.jp")))
                .isTrue();
        assertThat(isFor(dns("example.jp"), dns("www.example.jp"))).isFalse();
    }

    @Test
    void rfc9525_6_3_aWildcardIsTheWholeLeftmostLabel() {
        assertThat(isFor(dns("www.example.jp"), dns("*.example.jp"))).isTrue();
        assertThat(isFor(dns("a.www.example.jp"), dns("*.example.jp"))).isFalse();
        assertThat(isFor(dns("example.jp"), dns("*.example.jp"))).isFalse();
        assertThat(isFor(dns("www.example.jp"), dns("w*.example.jp"))).isFalse();
        assertThat(isFor(dns("www.example.jp"), dns("www.*.jp"))).isFalse();
        assertThat(isFor(dns("example.jp"), dns("*.jp"))).isFalse();
    }

    @Test
    void rfc9525_2_aCommonNameNamesNoServer() {
        assertThat(isFor(dns("www.example.jp"))).isFalse();
        assertThat(isFor(dns("www.example.jp"), dns("other.jp"))).isFalse();
    }

    @Test
    void rfc9525_6_4_addressesAreComparedOctetByOctet() {
        GeneralName address = new GeneralName.IpAddress(Bytes.ofHex("c0000201"));
        assertThat(isFor(address, new GeneralName.IpAddress(Bytes.ofHex("c0000201"))))
                .isTrue();
        assertThat(isFor(address, new GeneralName.IpAddress(Bytes.ofHex("c0000202"))))
                .isFalse();
        assertThat(isFor(address, dns("192.0.2.1"))).isFalse();
    }

    @Test
    void theHostOfAMailboxIsComparedWithoutRegardToCaseAndItsLocalPartWith() {
        GeneralName wanted = new GeneralName.Rfc822Name("Hanako@example.jp");
        assertThat(isFor(wanted, new GeneralName.Rfc822Name("Hanako@EXAMPLE.jp")))
                .isTrue();
        assertThat(isFor(wanted, new GeneralName.Rfc822Name("hanako@example.jp")))
                .isFalse();
    }
}
