package kakehashi.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Shows figures.
final class Page {
    private Page() {}

    /// One line a figure: what, goal, measured, verdict.
    static String table(List<Figure> figures) {
        StringBuilder page = new StringBuilder();
        for (Figure figure : figures) {
            page.append(String.format(
                    Locale.ROOT,
                    "%-66s %12s %12s  %s%n",
                    figure.what(),
                    figure.goalText(),
                    figure.measuredText(),
                    figure.verdict()));
        }
        return page.toString();
    }

    /// One object: the id of each figure with its fields.
    static String json(List<Figure> figures) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Figure figure : figures) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("what", figure.what());
            fields.put("measured", figure.measured());
            fields.put("unit", figure.unit());
            if (figure.goal() != Figure.Goal.NONE) {
                fields.put("goal", figure.goal() == Figure.Goal.AT_MOST ? "at most" : "at least");
                fields.put("limit", figure.limit());
                fields.put("met", figure.isMet());
            }
            object.put(figure.id(), fields);
        }
        return JsonMapper.builder().build().writeValueAsString(object);
    }
}
