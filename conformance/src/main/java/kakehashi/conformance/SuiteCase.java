package kakehashi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One line of a file of cases, read field by field; fields that nobody asks for do not matter.
final class SuiteCase {
    private final ObjectNode fields;

    SuiteCase(ObjectNode fields) {
        this.fields = fields;
    }

    /// What is asked.
    enum Form {
        /// Whether there is a valid path to the target.
        PATH,
        /// What one CRL says of the target.
        CRL_STATUS,
        /// What one OCSP response says of the target.
        OCSP_STATUS
    }

    /// What is asked, by the fields that are there.
    Form form() {
        if (fields.has("ocspResponse")) {
            return Form.OCSP_STATUS;
        }
        return fields.has("crl") ? Form.CRL_STATUS : Form.PATH;
    }

    String id() {
        return text("id").orElse("?");
    }

    String suite() {
        return text("suite").orElse("");
    }

    /// The answer that the suite wants: `valid` or `invalid`, or a status.
    String expected() {
        return (form() == Form.PATH ? text("expected") : text("expectedStatus")).orElse("disputed");
    }

    /// Whether the answer that the suite wants is the good one.
    boolean expectsGood() {
        return expected().equals("valid") || expected().equals("GOOD");
    }

    /// Cases that the suite's own editors dispute, or that ask for what RFC 5280 does not have, are not scored.
    boolean isScored() {
        return !fields.has("unsupported") && !expected().equals("disputed");
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    Optional<String> text(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /// The text of a field that a case cannot do without.
    ///
    /// @throws UnusableCase when it is not there
    String needed(String field) {
        return text(field).orElseThrow(() -> new UnusableCase("no field " + field));
    }

    /// The strings of a list, trimmed; empty when the field is not there.
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonNode value = fields.get(field);
        if (value != null && value.isArray()) {
            value.forEach(item -> texts.add(item.asString().strip()));
        }
        return List.copyOf(texts);
    }

    boolean flag(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.asBoolean(false);
    }

    OptionalLong number(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /// A field of a field, such as the kind of a peer name.
    Optional<String> inner(String field, String key) {
        JsonNode value = fields.get(field);
        return value != null && value.hasNonNull(key)
                ? Optional.of(value.get(key).asString())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return id();
    }
}
