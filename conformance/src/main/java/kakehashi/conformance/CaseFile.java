package kakehashi.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file of cases, one JSON object a line.
///
/// @param name the file's name without `.jsonl`
/// @param cases its cases, in their order
record CaseFile(String name, List<SuiteCase> cases) {
    private static final String SUFFIX = ".jsonl";

    /// The files of cases in a folder, by name.
    ///
    /// @throws ConformanceRun.Unusable when there is none, or a line is not a JSON object
    static List<CaseFile> readAll(Path folder) {
        JsonMapper mapper = JsonMapper.builder().build();
        try (Stream<Path> files = Files.list(folder)) {
            List<CaseFile> found = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                String name = file.getFileName().toString();
                found.add(new CaseFile(name.substring(0, name.length() - SUFFIX.length()), read(file, mapper)));
            }
            if (found.isEmpty()) {
                throw new ConformanceRun.Unusable(folder.toString(), "no file *.jsonl in it");
            }
            return found;
        } catch (IOException e) {
            throw new ConformanceRun.Unusable(folder.toString(), "cannot be read: " + e);
        }
    }

    private static List<SuiteCase> read(Path file, JsonMapper mapper) throws IOException {
        List<SuiteCase> cases = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                cases.add(new SuiteCase(object(line, file + " line " + number, mapper)));
            }
        }
        return List.copyOf(cases);
    }

    /// One line as an object.
    static ObjectNode object(String line, String where, JsonMapper mapper) {
        try {
            JsonNode node = mapper.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ConformanceRun.Unusable(where, "not a JSON object");
        } catch (JacksonException e) {
            throw new ConformanceRun.Unusable(where, "not JSON: " + e.getOriginalMessage());
        }
    }
}
