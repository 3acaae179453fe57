package kakehashi.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The cases in which we know that our answer is another than the suite's, and keep it. One JSON object a line:
/// `id`, `suite` (the name of the file of cases), `expected` (the suite's answer), `reason`, `clause`.
final class KnownDivergences {
    private static final List<String> FIELDS = List.of("id", "suite", "expected", "reason", "clause");

    private final Map<String, ObjectNode> byCase = new HashMap<>();

    private KnownDivergences(List<String> lines, String where) {
        JsonMapper mapper = JsonMapper.builder().build();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String line = where + " line " + (i + 1);
                add(CaseFile.object(lines.get(i), line, mapper), line);
            }
        }
    }

    private void add(ObjectNode divergence, String where) {
        for (String field : FIELDS) {
            if (!divergence.hasNonNull(field)) {
                throw new ConformanceRun.Unusable(where, "no field " + field);
            }
        }
        String key =
                key(divergence.get("suite").asString(), divergence.get("id").asString());
        if (byCase.put(key, divergence) != null) {
            throw new ConformanceRun.Unusable(where, "the case stands here twice");
        }
    }

    /// Reads a file, or the list that the product carries.
    ///
    /// @throws ConformanceRun.Unusable when a line lacks a field, or a case stands twice
    static KnownDivergences read(Optional<Path> file) {
        try {
            return file.isPresent()
                    ? new KnownDivergences(
                            Files.readAllLines(file.get()), file.get().toString())
                    : carried();
        } catch (IOException e) {
            throw new ConformanceRun.Unusable(file.map(Path::toString).orElse("exceptions.jsonl"), "unreadable: " + e);
        }
    }

    private static KnownDivergences carried() throws IOException {
        try (InputStream in = KnownDivergences.class.getResourceAsStream("exceptions.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new KnownDivergences(lines.lines().toList(), "exceptions.jsonl");
        }
    }

    private static String key(String suite, String id) {
        return suite + "\n" + id;
    }

    /// Whether the case is listed, with the answer that the suite still wants.
    boolean lists(String file, SuiteCase aCase) {
        return Optional.ofNullable(byCase.get(key(file, aCase.id())))
                .filter(known -> known.get("expected").asString().equals(aCase.expected()))
                .isPresent();
    }
}
