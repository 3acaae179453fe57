package kakehashi.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CollectedMaterial;
import kakehashi.platform.DatabaseFeed;
import kakehashi.platform.PublicParts;
import kakehashi.platform.PublicZone;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.ApiKey;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.Validation;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;

/// The public zone of an installation in the demonstration: repository over HTTP and LDAP, OCSP, SCVP, the JSON API
/// and the pages, on the loopback address.
final class DemoPublic implements AutoCloseable {
    private static final int QUESTIONS_PER_MINUTE = 6000;

    private final DatabaseFeed feed;
    private final PublicZone zone;
    private final DemoPorts ports;
    private final ServerCredential server;
    private final String apiKey;

    /// What it says and by what.
    ///
    /// @param policies the relying-party policies, the default first
    /// @param collected what is known of other domains
    /// @param site how its pages introduce themselves, and what else they show
    record Content(List<RelyingPartyPolicy> policies, CollectedMaterial collected, PublicParts.Site site) {}

    private DemoPublic(
            DemoInstallation vault, DemoPorts ports, DemoServices services, Content content, InstantSource clock) {
        this.ports = ports;
        this.apiKey = DemoOffice.random(16).toString();
        this.feed = new DatabaseFeed(vault::publicAccess);
        this.server = services.server();
        RepositorySettings settings = new RepositorySettings(
                vault.pin(),
                vault.folder().resolve("public"),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.ldap())),
                LdapLimits.DEFAULT,
                List.of());
        PublicParts.Answers answers = new PublicParts.Answers(
                content.policies(),
                services.responders(),
                server,
                content.collected(),
                DoorOptions.DEFAULT.with(List.of(key(apiKey))));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.http());
        this.zone = PublicZone.open(
                new PublicParts(
                        settings,
                        feed,
                        answers,
                        content.site(),
                        List.of(PublicParts.HttpDoor.plain(vault.domain().folder(), address, PublicParts.Offer.ALL))),
                clock);
    }

    /// How a domain's pages introduce themselves.
    static PublicParts.Site site(DemoDomain domain) {
        Words words = domain.words();
        return new PublicParts.Site(
                new Words("架け橋 実演：" + words.japanese(), "Kakehashi DEMO: " + words.english()),
                new Words("政府認証基盤の実演です。本物ではありません", "A demonstration of a government PKI, nothing real"),
                Optional.empty());
    }

    private static ApiKey key(String text) {
        return new ApiKey(
                "demo", Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).sha256(), QUESTIONS_PER_MINUTE);
    }

    /// Opens the public zone.
    static DemoPublic open(
            DemoInstallation vault, DemoPorts ports, DemoServices services, Content content, InstantSource clock) {
        return new DemoPublic(vault, ports, services, content, clock);
    }

    DemoPorts ports() {
        return ports;
    }

    /// The key with which the demonstration asks the JSON API.
    String apiKey() {
        return apiKey;
    }

    /// How others ask it.
    DemoCurl curl() {
        return new DemoCurl(ports.url("/api/validations"), apiKey);
    }

    /// Who signs the answers.
    ServerCredential server() {
        return server;
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
