package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyRehearsal.Rehearsed;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.profiles.ProfilePreview;
import kakehashi.x509.Certificate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A dry run for a person or a program.
record RehearsalPage(CeremonyFile file, List<Rehearsed> steps) {
    /// Whether certificates are shown whole.
    enum Certificates {
        SHOWN,
        LEFT_OUT
    }

    /// Writes it and answers the exit code.
    ExitCode show(Console console, boolean json, Certificates certificates) {
        boolean good = steps.stream().allMatch(step -> step.problems().isEmpty());
        if (json) {
            console.out().println(JsonPage.text(json(certificates)));
        } else {
            text(console, certificates);
            console.verdict(
                    good ? ExitCode.YES : ExitCode.NO,
                    console.say(
                            good
                                    ? new Phrase(
                                            "この手順のとおりに実行できます。署名はしていません。",
                                            "The ceremony can be held as it stands. Nothing was signed.")
                                    : new Phrase("このままでは実行できません。", "The ceremony cannot be held as it stands.")));
        }
        return good ? ExitCode.YES : ExitCode.NO;
    }

    private void text(Console console, Certificates certificates) {
        console.line(file.heading().title() + "  " + file.heading().place());
        console.line("SHA-256 " + file.digest());
        for (Rehearsed step : steps) {
            console.line("");
            console.line(StepWords.title(step.step(), console.language()) + "  "
                    + String.join(", ", step.step().approvers()));
            step.problems().forEach(problem -> console.line("  ! " + problem));
            if (certificates == Certificates.SHOWN) {
                step.unsigned()
                        .forEach(certificate ->
                                page(certificate).lines(console.language()).forEach(line -> console.line("  " + line)));
            }
        }
        console.line("");
    }

    private static PreviewPage page(Certificate certificate) {
        return new PreviewPage(new ProfilePreview.Shown(certificate, Optional.empty()));
    }

    private ObjectNode json(Certificates certificates) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("title", file.heading().title())
                .put("sha256", file.digest().toString());
        ArrayNode all = node.putArray("steps");
        for (Rehearsed step : steps) {
            ObjectNode one = all.addObject()
                    .put("step", step.step().number())
                    .put("do", step.step().act().word());
            ArrayNode problems = one.putArray("problems");
            step.problems().forEach(problems::add);
            ArrayNode approvers = one.putArray("approve");
            step.step().approvers().forEach(approvers::add);
            if (certificates == Certificates.SHOWN) {
                ArrayNode shown = one.putArray("certificates");
                step.unsigned()
                        .forEach(certificate ->
                                shown.add(page(certificate).json().get("certificate")));
            }
        }
        return node;
    }
}
