package kakehashi.fuzz;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// Certificates between a handful of parties, each signed once: three octets choose issuer, subject and what is
/// special.
final class MeshTemplates {
    private static final Oid P = Oid.of("1.2.3.1");
    private static final Oid Q = Oid.of("1.2.3.2");

    /// Parties 3 and 4 share a name, parties 4 and 5 a key.
    private static final List<Party> PARTIES = parties();

    private static final List<Consumer<CertificateBuilder>> KINDS = List.of(
            c -> {},
            c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(0))),
            c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(1))),
            c -> c.certificatePolicies(policies(P)),
            c -> c.certificatePolicies(policies(P, Q)).policyMappings(List.of(new PolicyMapping(P, Q))),
            c -> c.certificatePolicies(policies(PolicyInformation.ANY_POLICY)),
            c -> c.certificatePolicies(policies(Q))
                    .policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.of(0))),
            c -> c.certificatePolicies(policies(PolicyInformation.ANY_POLICY)).inhibitAnyPolicy(0),
            c -> c.nameConstraints(new NameConstraints(List.of(dns("permitted.test")), List.of())),
            c -> c.nameConstraints(new NameConstraints(List.of(), List.of(dns("www.permitted.test")))),
            c -> c.validity(HostileGraphs.NOW.minusSeconds(20), HostileGraphs.NOW.minusSeconds(10)),
            c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.CRL_SIGN)),
            c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.empty())),
            c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(Bytes.ofHex("00"))),
            c -> c.subjectKeyIdentifier(Bytes.ofHex("01")),
            c -> c.certificatePolicies(policies(P, PolicyInformation.ANY_POLICY))
                    .policyMappings(List.of(new PolicyMapping(P, Q), new PolicyMapping(Q, P))));

    private static final Map<Integer, Certificate> MADE = new ConcurrentHashMap<>();

    private MeshTemplates() {}

    private static List<Party> parties() {
        Party shared = Party.of("CN=D");
        return List.of(
                Party.of("CN=A"), Party.of("CN=B"), Party.of("CN=C"), Party.of("CN=D"), shared, shared.named("CN=E"));
    }

    private static List<PolicyInformation> policies(Oid... policies) {
        return List.of(policies).stream().map(PolicyInformation::of).toList();
    }

    private static GeneralName dns(String domain) {
        return new GeneralName.DnsName(domain);
    }

    static Party party(int octet) {
        return PARTIES.get((octet & 0xff) % PARTIES.size());
    }

    /// A CA certificate.
    static Certificate ca(int issuer, int subject, int kind) {
        return made(0, issuer, subject, kind);
    }

    /// An end entity's certificate.
    static Certificate user(int issuer, int kind) {
        return made(1, issuer, 0, kind);
    }

    private static Certificate made(int user, int issuer, int subject, int kind) {
        int from = (issuer & 0xff) % PARTIES.size();
        int to = (subject & 0xff) % PARTIES.size();
        int special = (kind & 0xff) % KINDS.size();
        return MADE.computeIfAbsent((user << 24) | (from << 16) | (to << 8) | special, k -> {
            Consumer<CertificateBuilder> bend = KINDS.get(special);
            return user == 0
                    ? HostileGraphs.ca(PARTIES.get(from), PARTIES.get(to), bend)
                    : HostileGraphs.issue(PARTIES.get(from), USER, c -> {
                        c.subjectAltNames(List.of(dns("www.permitted.test")));
                        bend.accept(c);
                    });
        });
    }

    private static final Party USER = Party.of("CN=User");
}
