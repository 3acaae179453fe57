package kakehashi.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./kakehashi bench path [--json] [--quick] [part ...]`, `bench web`, `bench issuing` and `bench validation`:
/// measures, and shows each figure beside its goal.
public final class Bench {
    private static final int EXIT_MISSED = 1;
    private static final int EXIT_USAGE = 64;

    private static final List<Part> PARTS_OF_PATH =
            List.of(Part.MICRO, Part.WARM, Part.PKITS, Part.MFPKI, Part.HOSTILE, Part.CRL, Part.GRAPH);

    private static final List<Part> PARTS_ALONE = List.of(Part.WEB, Part.ISSUING, Part.VALIDATION);

    private Bench() {}

    /// The parts that can be measured.
    private enum Part {
        MICRO,
        WARM,
        PKITS,
        MFPKI,
        HOSTILE,
        CRL,
        GRAPH,
        WEB,
        ISSUING,
        VALIDATION
    }

    /// Measures and ends the process: 0 when every goal is met, 1 when one is missed, 64 for wrong usage.
    public static void main(String[] args) throws Exception {
        logWarningsOnly();
        Set<String> rest = new TreeSet<>(List.of(args));
        boolean json = rest.remove("--json");
        Effort effort = rest.remove("--quick") ? Effort.QUICK : Effort.FULL;
        Set<Part> parts = new TreeSet<>();
        for (Part part : PARTS_OF_PATH) {
            if (rest.remove(part.name().toLowerCase(java.util.Locale.ROOT))) {
                parts.add(part);
            }
        }
        Optional<Part> alone = PARTS_ALONE.stream()
                .filter(part -> parts.isEmpty() && rest.remove(part.name().toLowerCase(java.util.Locale.ROOT)))
                .findFirst();
        if (alone.isEmpty() && !rest.remove("path") || !rest.isEmpty()) {
            System.err.println(
                    "usage: ./kakehashi bench path [--json] [--quick] [micro|warm|pkits|mfpki|hostile|crl|graph ...]\n"
                            + "       ./kakehashi bench web [--json] [--quick]\n"
                            + "       ./kakehashi bench issuing [--json] [--quick]\n"
                            + "       ./kakehashi bench validation [--json] [--quick]");
            System.exit(EXIT_USAGE);
        }
        alone.ifPresent(parts::add);
        List<Figure> figures = new ArrayList<>();
        for (Part part : parts.isEmpty() ? PARTS_OF_PATH : parts) {
            List<Figure> measured = measure(part, effort);
            figures.addAll(measured);
            if (!json) {
                System.out.print(Page.table(measured));
                System.out.flush();
            }
        }
        if (json) {
            System.out.println(Page.json(figures));
        }
        System.exit(figures.stream().allMatch(Figure::isMet) ? 0 : EXIT_MISSED);
    }

    private static List<Figure> measure(Part part, Effort effort) throws Exception {
        return switch (part) {
            case MICRO -> MicroMeasure.run(effort);
            case WARM -> WarmMeasure.run(effort);
            case PKITS ->
                suite("pkits-nist2011").isPresent()
                        ? PkitsMeasure.run(suite("pkits-nist2011").get(), effort)
                        : List.of();
            case MFPKI ->
                suite("mfpki").isPresent() ? FederalMeasure.run(suite("mfpki").get(), effort) : List.of();
            case HOSTILE -> HostileMeasure.run(effort);
            case CRL -> CrlMeasure.run(effort);
            case GRAPH -> LargeGraphMeasure.run(effort);
            case WEB -> WebMeasure.run(effort);
            case ISSUING -> IssuingMeasure.run(effort);
            case VALIDATION -> ValidationMeasure.run(effort);
        };
    }

    /// Libraries log warnings and worse only, in this process.
    static void logWarningsOnly() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /// A suite; empty, with a word about it, where the data are not there.
    private static Optional<Suites> suite(String name) {
        Optional<Path> folder = Suites.folder();
        if (folder.isEmpty()) {
            System.err.println("bench: skipped " + name + ": no folder shared/suites beside the project");
        }
        return folder.map(f -> Suites.read(f, name));
    }
}
