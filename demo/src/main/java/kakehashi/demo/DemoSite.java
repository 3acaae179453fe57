package kakehashi.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CollectedMaterial;
import kakehashi.platform.PublicParts;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.x509.Certificate;

/// One domain of the demonstration as it runs: the vault with its CAs, and the public zone.
final class DemoSite implements AutoCloseable {
    private final DemoInstallation vault;
    private final DemoPorts ports;
    private final DemoCas cas;
    private final InstantSource clock;
    private final int made;
    private final DemoServices services;
    private DemoCollecting collecting;
    private DemoPublic zone;

    private DemoSite(DemoInstallation vault, DemoPorts ports, InstantSource clock) {
        this.vault = vault;
        this.ports = ports;
        this.clock = clock;
        this.cas = new DemoCas(vault.domain(), vault, ports);
        vault.putProfiles(DemoProfiles.of(vault.domain()));
        this.made = cas.make();
        this.services = new DemoServices(vault, cas);
    }

    /// Opens a domain's vault, or has its ceremony held and its CAs made.
    ///
    /// @param port where its web server is to listen, if that is free
    static DemoSite open(DemoDomain domain, DemoWorld.Ground ground, int port) {
        Path folder = ground.folder().resolve(domain.folder());
        DemoInstallation vault = DemoInstallation.open(domain, folder, ground.server(), ground.clock());
        try {
            return new DemoSite(vault, DemoPorts.of(vault.folder(), port), ground.clock());
        } catch (RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    /// Where others collect from.
    DemoCollecting.Source source() {
        return new DemoCollecting.Source(vault.domain(), cas, ports);
    }

    /// Opens the public zone.
    ///
    /// @param others whom it collects from
    /// @param pages what it shows beside; empty for nothing
    void publish(List<DemoCollecting.Source> others, Optional<DemoPages> pages) {
        collecting = DemoCollecting.of(others, List.of(), vault.folder().resolve("collected"), clock);
        List<CollectedMaterial> material = new ArrayList<>(List.of(collecting.material()));
        pages.map(DemoPages::imports).ifPresent(material::add);
        RelyingPartyPolicy policy =
                DemoPolicies.usual(vault.domain(), certificate(vault.domain().anchor()));
        PublicParts.Site site = pages.map(DemoPages::site).orElseGet(() -> DemoPublic.site(vault.domain()));
        DemoPublic.Content content = new DemoPublic.Content(
                List.of(policy), new JoinedMaterial(material), site.with(List.of(collecting.page(site.layout()))));
        zone = DemoPublic.open(vault, ports, services, content, clock);
        pages.ifPresent(one -> one.show(zone));
    }

    /// How many CAs were made when it was opened; 0 when all stood.
    int made() {
        return made;
    }

    DemoDomain domain() {
        return vault.domain();
    }

    DemoInstallation vault() {
        return vault;
    }

    DemoCas cas() {
        return cas;
    }

    DemoPorts ports() {
        return ports;
    }

    DemoCollecting collecting() {
        return collecting;
    }

    DemoPublic zone() {
        return zone;
    }

    /// The certificate of a CA.
    Certificate certificate(DemoDomain.Ca ca) {
        return cas.certificate(ca);
    }

    @Override
    public void close() {
        if (zone != null) {
            zone.close();
        }
        if (collecting != null) {
            collecting.close();
        }
        vault.close();
    }
}
