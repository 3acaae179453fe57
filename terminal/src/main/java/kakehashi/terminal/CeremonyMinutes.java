package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.ceremony.CeremonyEvent;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyLog;
import kakehashi.ceremony.CeremonyStep;
import kakehashi.contract.Digest;
import kakehashi.contract.TwelveWords;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The minutes of a ceremony: JSON for programs, and a page for each language that prints on A4 and leaves room for
/// signatures by hand.
record CeremonyMinutes(CeremonyFile file, CeremonyLog log, Digest installation) {
    /// What the vault signed about the minutes.
    static final String SEALED = "minutes.der";

    /// A file that a step left behind.
    ///
    /// @param name in the log's folder
    record Kept(String name, Bytes content) {}

    /// Writes them and answers their digests: JSON, Japanese, English.
    List<Digest> write() {
        List<Digest> digests = new ArrayList<>();
        digests.add(keep("minutes.json", JsonPage.text(json()) + "\n"));
        digests.add(keep("minutes.ja.html", new MinutesPage(this, Language.JAPANESE).html()));
        digests.add(keep("minutes.en.html", new MinutesPage(this, Language.ENGLISH).html()));
        return digests;
    }

    private Digest keep(String name, String text) {
        Bytes octets = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        log.keep(name, octets);
        return Digest.of(octets);
    }

    /// The files that a step left behind.
    List<Kept> kept(CeremonyStep step) {
        try (Stream<Path> files = Files.list(log.folder())) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(step.slug()) && !name.endsWith(".order"))
                    .sorted()
                    .map(name -> new Kept(name, log.file(name).orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What happened in a step, in order.
    List<CeremonyEvent> events(CeremonyStep step) {
        return log.events().stream()
                .filter(event -> event.step() == step.number())
                .toList();
    }

    private ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("title", file.heading().title())
                .put("place", file.heading().place())
                .put("file", file.digest().toString())
                .put("installation", installation.toString())
                .put("words", TwelveWords.of(installation).toString())
                .put("stepLog", log.digest().toString());
        ArrayNode present = node.putArray("present");
        file.heading()
                .people()
                .forEach(one -> present.addObject().put("name", one.name()).put("part", one.part()));
        ArrayNode officers = node.putArray("officers");
        file.officers()
                .forEach(one -> officers.addObject()
                        .put("key", one.key())
                        .put("name", one.name())
                        .put("officer", one.officer().toString())
                        .put("roles", one.roles().toString()));
        ArrayNode steps = node.putArray("steps");
        file.steps().forEach(step -> step(steps.addObject(), step));
        return node;
    }

    private void step(ObjectNode node, CeremonyStep step) {
        node.put("step", step.number())
                .put("do", step.act().word())
                .put("title", StepWords.title(step, Language.ENGLISH));
        ArrayNode approvers = node.putArray("approve");
        step.approvers().forEach(approvers::add);
        ArrayNode events = node.putArray("events");
        for (CeremonyEvent event : events(step)) {
            ObjectNode one = events.addObject()
                    .put("at", event.at().toString())
                    .put("event", event.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("detail", event.detail());
            event.order().ifPresent(order -> one.put("order", order.toString()));
            ArrayNode digests = one.putArray("digests");
            event.digests().forEach(digest -> digests.add(digest.toString()));
        }
        ArrayNode files = node.putArray("files");
        for (Kept kept : kept(step)) {
            ObjectNode one = files.addObject()
                    .put("name", kept.name())
                    .put("sha256", kept.content().sha256().toString());
            if (kept.name().endsWith(".cer")) {
                one.set(
                        "certificate",
                        JsonPage.of(CertificateFacts.of(
                                Certificate.parse(kept.content()).orElseThrow())));
            }
        }
    }
}
