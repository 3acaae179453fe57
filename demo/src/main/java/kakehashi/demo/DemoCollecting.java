package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.CollectText;
import kakehashi.collection.Collecting;
import kakehashi.collection.PartnerImport;
import kakehashi.contract.CollectedMaterial;
import kakehashi.web.PageLayout;
import kakehashi.web.Route;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// What an installation collects of the others over HTTP, as any domain does: their CA certificates and CRLs. That
/// gives no trust; trust comes by a cross-certificate.
final class DemoCollecting implements AutoCloseable {
    /// What the domain of imported files is called.
    private static final String IMPORTED = "取り込んだ実物 (imported)";

    private final Collecting collecting;

    private DemoCollecting(Collecting collecting) {
        this.collecting = collecting;
    }

    /// What a domain is called on the page about collecting.
    private static String name(DemoDomain domain) {
        return domain.words().japanese() + " (" + domain.organisation() + ")";
    }

    /// A domain from which is collected: its CAs and where they publish.
    record Source(DemoDomain domain, DemoCas cas, DemoPorts ports) {
        /// Its CAs hang together with the outward one; what it certified of others is left to those.
        private String text() {
            String places = domain.cas().stream()
                    .flatMap(ca -> Stream.of("issued-by.p7c", "crl.crl", "arl.crl")
                            .map(file -> "\"" + ports.url("/ca/" + domain.id(ca) + "/" + file) + "\""))
                    .collect(Collectors.joining(", "));
            return """
                    [[domain]]
                    name = "%s"
                    pins = \"""
                    %s\"""
                    places = [%s]
                    follow = ["crl"]
                    within = ["O=%s,C=JP"]
                    """.formatted(
                            name(domain), Pem.encode(cas.certificate(domain.outward())), places, domain.organisation());
        }
    }

    /// Collects of these, and takes files that somebody brings for a domain with these pins.
    ///
    /// @param imported CAs whose certificates were brought in files; empty for no such domain
    static DemoCollecting of(List<Source> sources, List<Certificate> imported, Path folder, InstantSource clock) {
        String ports = sources.stream()
                .flatMap(source ->
                        Stream.of(source.ports().http(), source.ports().ldap()))
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        String text = "[outgoing]\nallow = [\"127.0.0.0/8\"]\nports = [" + ports + "]\n"
                + sources.stream().map(Source::text).collect(Collectors.joining("\n"))
                + (imported.isEmpty() ? "" : imported(imported));
        CollectPlan plan = switch (CollectText.read(text)) {
            case CollectText.Result.Plan(CollectPlan whole) -> whole;
            case CollectText.Result.Faults(var faults) -> throw new IllegalStateException(faults.toString());
        };
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DemoCollecting(new Collecting(new Collecting.Settings(plan, folder), clock));
    }

    private static String imported(List<Certificate> pins) {
        return "\n[[domain]]\nname = \"" + IMPORTED + "\"\npins = \"\"\"\n"
                + pins.stream().map(Pem::encode).collect(Collectors.joining())
                + "\"\"\"\nplaces = []\nfollow = []\n";
    }

    /// What was collected, for the validation server.
    CollectedMaterial material() {
        return collecting.collected();
    }

    /// The page about from whom was collected what, and how fresh it is.
    Route page(PageLayout layout) {
        return collecting.page(layout);
    }

    /// Walks through a domain now.
    void collect(DemoDomain domain) {
        collecting.collectNow(name(domain));
    }

    /// Takes a file for the imported domain.
    PartnerImport take(Bytes file) {
        return collecting.take(IMPORTED, file);
    }

    /// Goes on by itself from now on.
    void start() {
        collecting.start();
    }

    @Override
    public void close() {
        collecting.close();
    }
}
