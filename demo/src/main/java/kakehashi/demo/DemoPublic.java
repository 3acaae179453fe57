package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CollectedMaterial;
import kakehashi.platform.DatabaseFeed;
import kakehashi.platform.PublicParts;
import kakehashi.platform.PublicZone;
import kakehashi.profiles.Publication;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.ApiKey;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.Validation;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Pem;

/// The public zone of an installation in the demonstration: repository over HTTP and LDAP, OCSP, SCVP, the JSON API
/// and the pages, on the loopback address.
final class DemoPublic implements AutoCloseable {
    /// Nothing is collected from anybody.
    static final CollectedMaterial NOBODY = new CollectedMaterial() {
        @Override
        public Collection<Certificate> certificates() {
            return List.of();
        }

        @Override
        public Collection<CrossCertificatePair> pairs() {
            return List.of();
        }

        @Override
        public Collection<Crl> crls() {
            return List.of();
        }

        @Override
        public Collection<kakehashi.x509.BasicOcspResponse> responses() {
            return List.of();
        }

        @Override
        public void listen(Runnable changed) {}
    };

    /// Where it listens.
    ///
    /// @param http of the web server
    /// @param ldap of the directory
    record Ports(int http, int ldap) {
        /// The ports of an earlier run, where they are still free; else new ones, which are remembered.
        static Ports of(Path folder) {
            Path file = folder.resolve("ports");
            try {
                if (Files.exists(file)) {
                    String[] known = Files.readString(file).strip().split(" ");
                    Ports ports = new Ports(Integer.parseInt(known[0]), Integer.parseInt(known[1]));
                    if (isFree(ports.http) && isFree(ports.ldap)) {
                        return ports;
                    }
                }
                Ports ports = new Ports(free(), free());
                Files.writeString(file, ports.http + " " + ports.ldap + "\n");
                return ports;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isFree(int port) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        }

        private static int free() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /// Where a CA of this installation publishes.
        Publication publication(kakehashi.contract.Id ca) {
            return new Publication(
                    Optional.of(url("/ca/" + ca)), Optional.of("ldap://127.0.0.1:" + ldap), Optional.of(url("/ocsp")));
        }

        String url(String path) {
            return "http://127.0.0.1:" + http + path;
        }
    }

    /// The keys of the public zone with their certificates.
    ///
    /// @param responder answers OCSP for the CA
    /// @param server signs the answers of the validation server
    record Credentials(Certificate ca, ResponderCredential responder, ServerCredential server) {}

    static final String POLICY = "2.999.392.100.1";

    private final DatabaseFeed feed;
    private final PublicZone zone;
    private final Ports ports;
    private final String apiKey;

    private DemoPublic(
            DemoInstallation vault,
            Ports ports,
            Credentials credentials,
            CollectedMaterial collected,
            InstantSource clock) {
        this.ports = ports;
        this.apiKey = DemoOffice.random(16).toString();
        this.feed = new DatabaseFeed(vault::publicAccess);
        RepositorySettings settings = new RepositorySettings(
                vault.pin(),
                vault.folder().resolve("public"),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.ldap())),
                LdapLimits.DEFAULT,
                List.of());
        PublicParts.Answers answers = new PublicParts.Answers(
                List.of(policy(credentials.ca())),
                List.of(new PublicParts.Responder(
                        credentials.ca(), credentials.responder(), CredentialSupplier.none())),
                credentials.server(),
                collected,
                DoorOptions.DEFAULT.with(List.of(key(apiKey))));
        PublicParts.Site site = new PublicParts.Site(
                new Words("架け橋 実演", "Kakehashi DEMO"),
                new Words("政府認証基盤の実演。本物ではありません", "A demonstration of a government PKI, nothing real"),
                Optional.empty());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.http());
        this.zone = PublicZone.open(
                new PublicParts(
                        settings,
                        feed,
                        answers,
                        site,
                        List.of(PublicParts.HttpDoor.plain("public", address, PublicParts.Offer.ALL))),
                clock);
    }

    private static ApiKey key(String text) {
        return new ApiKey(
                "demo", Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).sha256(), 600);
    }

    /// Opens the public zone.
    ///
    /// @param collected what is known of other domains
    static DemoPublic open(
            DemoInstallation vault,
            Ports ports,
            Credentials credentials,
            CollectedMaterial collected,
            InstantSource clock) {
        return new DemoPublic(vault, ports, credentials, collected, clock);
    }

    private static RelyingPartyPolicy policy(Certificate anchor) {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = %s
                version = 1
                name.ja = 実演の検証方針
                name.en = DEMO policy
                accept-policy = 2.999.392.1.1
                accept-policy = 2.999.392.1.3
                require-explicit-policy = yes
                revocation = required
                %s""".formatted(POLICY, Pem.encode(anchor));
        return switch (PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    Ports ports() {
        return ports;
    }

    /// The key with which the demonstration asks the JSON API.
    String apiKey() {
        return apiKey;
    }

    Repository repository() {
        return zone.repository();
    }

    Validation validation() {
        return zone.validation();
    }

    @Override
    public void close() {
        zone.close();
        feed.close();
    }
}
