package kakehashi.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One wish of an `Accept` or `Accept-Language` field with its weight (RFC 9110 §12.4.2).
///
/// @param value a media range or language range in lower case
/// @param weight from 1 to 1000
record Preference(String value, int weight) {
    /// A longer field is cut: nobody has so many wishes.
    private static final int MOST = 32;

    private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");

    /// The wishes of a field, the strongest first, equals in their order. What is weighed 0 or not understood is
    /// left out.
    static List<Preference> list(String field) {
        List<Preference> wishes = new ArrayList<>();
        for (String member : field.split(",", MOST + 1)) {
            if (wishes.size() < MOST) {
                one(member.strip().toLowerCase(Locale.ROOT), wishes);
            }
        }
        wishes.sort(Comparator.comparingInt(Preference::weight).reversed());
        return List.copyOf(wishes);
    }

    private static void one(String member, List<Preference> wishes) {
        String[] parts = member.split(";");
        int weight = 1000;
        for (int i = 1; i < parts.length; i++) {
            Matcher matcher = WEIGHT.matcher(parts[i].strip());
            if (matcher.matches()) {
                weight = (int) Math.round(Double.parseDouble(matcher.group(1)) * 1000);
            } else if (parts[i].strip().startsWith("q=")) {
                weight = 0;
            }
        }
        if (weight > 0 && parts.length > 0 && !parts[0].isBlank()) {
            wishes.add(new Preference(parts[0].strip(), weight));
        }
    }

    /// How well this range covers a media type: 3 exactly, 2 by its main type, 1 as anything, 0 not at all.
    int covers(String mediaType) {
        if (value.equals(mediaType)) {
            return 3;
        }
        if (value.endsWith("/*") && mediaType.startsWith(value.substring(0, value.length() - 1))) {
            return 2;
        }
        return value.equals("*/*") ? 1 : 0;
    }
}
