package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kakehashi.contract.Annex.Field;
import kakehashi.contract.Annex.Shape;
import org.junit.jupiter.api.Test;

/// The types of the annex and of the records, held against the code.
class AnnexTest {
    private static final Map<String, String> OUR_NAMES = Map.of("Kind", "OrderKind", "Zone", "AuditedZone");
    private static final Map<String, String> OUR_FIELDS =
            Map.of("case", "caseId", "protected", "protectedHeader", "ca", "holder", "published", "visibility");
    private static final Set<String> VALUES = Set.of("Installation", "Digest", "Salt", "Id");

    @Test
    void hasTheTypesAndFieldsOfTheAnnexInItsOrder() throws Exception {
        Map<String, Shape> annex = Annex.read("000[3-6]");
        assertThat(annex).hasSizeGreaterThan(50);
        List<String> compared = new ArrayList<>();
        for (var type : annex.entrySet()) {
            if (!VALUES.contains(type.getKey())) {
                String name = OUR_NAMES.getOrDefault(type.getKey(), type.getKey());
                compare(type.getValue(), Class.forName("kakehashi.contract." + name), compared);
            }
        }
        assertThat(compared).hasSizeGreaterThan(120);
    }

    @Test
    void labelsAreThoseOfTheAnnex() throws IOException {
        Set<String> labels = new TreeSet<>();
        Annex.read("000[3-6]")
                .values()
                .forEach(shape -> shape.fields().stream()
                        .filter(f -> f.name().equals("label"))
                        .forEach(f -> labels.add(f.type().text().replaceAll(".*\"(.*)\".*", "$1"))));
        assertThat(Arrays.stream(Label.values()).map(Label::text)).containsExactlyInAnyOrderElementsOf(labels);
    }

    private static void compare(Shape shape, Type type, List<String> compared) {
        switch (shape.kind()) {
            case "SEQUENCE" -> sequence(shape, (Class<?>) type, compared);
            case "CHOICE" -> choice(shape, (Class<?>) type, compared);
            case "ENUMERATED" -> enumerated(shape, (Class<?>) type);
            case "SEQUENCE OF" -> {
                // X ::= SEQUENCE OF is a record of one list, a field is the list itself.
                Type list = type instanceof Class<?> named
                        ? components(named).getFirst().getGenericType()
                        : type;
                assertThat(((ParameterizedType) list).getRawType()).isEqualTo(List.class);
                compare(shape.of().orElseThrow(), argument(list), compared);
            }
            default -> named(shape, type);
        }
        compared.add(type.getTypeName());
    }

    private static void named(Shape shape, Type type) {
        Class<?> found = (Class<?>) type;
        String expected = OUR_NAMES.getOrDefault(shape.kind(), shape.kind());
        List<String> ours = switch (expected) {
            case "INTEGER" -> List.of("long", "Long", "SerialNumber", "BigInteger", "CrlReason");
            case "OCTET STRING" -> List.of("Bytes");
            case "UTF8String", "IA5String" -> List.of("String");
            case "GeneralizedTime" -> List.of("Instant");
            case "BOOLEAN" -> List.of("InForce", "Holder", "Visibility");
            case "Installation" -> List.of("Digest");
            case "GeneralNames" -> List.of("List");
            default -> List.of(expected);
        };
        assertThat(found.getSimpleName()).isIn(ours);
    }

    private static void sequence(Shape shape, Class<?> type, List<String> compared) {
        assertThat(type.isRecord()).as(type.getName()).isTrue();
        List<Field> fields = shape.fields().stream()
                .filter(f -> !Set.of("label", "version").contains(f.name()))
                .toList();
        List<RecordComponent> components = components(type);
        assertThat(components.stream().map(RecordComponent::getName))
                .as(type.getName())
                .containsExactlyElementsOf(fields.stream()
                        .map(f -> OUR_FIELDS.getOrDefault(f.name(), f.name()))
                        .toList());
        for (int i = 0; i < fields.size(); i++) {
            Type component = components.get(i).getGenericType();
            boolean optional = component instanceof ParameterizedType p && p.getRawType() == Optional.class;
            boolean names = fields.get(i).type().kind().equals("GeneralNames");
            assertThat(optional || names)
                    .as(type + " " + fields.get(i))
                    .isEqualTo(fields.get(i).optional());
            Type plain = optional ? argument(component) : component;
            compare(fields.get(i).type(), names ? List.class : plain, compared);
        }
    }

    private static void choice(Shape shape, Class<?> type, List<String> compared) {
        assertThat(type.isSealed()).as(type.getName()).isTrue();
        Class<?>[] alternatives = type.getPermittedSubclasses();
        assertThat(Arrays.stream(alternatives).map(Class::getSimpleName))
                .as(type.getName())
                .containsExactlyElementsOf(
                        shape.fields().stream().map(f -> upper(f.name())).toList());
        for (int i = 0; i < alternatives.length; i++) {
            assertThat(shape.fields().get(i).tag()).as(type.getName()).isEqualTo(i);
            Shape of = shape.fields().get(i).type();
            if (of.kind().equals("SEQUENCE")) {
                sequence(of, alternatives[i], compared);
            } else {
                List<RecordComponent> one = components(alternatives[i]);
                assertThat(one).hasSize(1);
                compare(of, one.getFirst().getGenericType(), compared);
            }
        }
    }

    private static void enumerated(Shape shape, Class<?> type) {
        List<?> constants = List.of(type.getEnumConstants());
        assertThat(constants).as(type.getName()).hasSameSizeAs(shape.fields());
        for (int i = 0; i < constants.size(); i++) {
            Field field = shape.fields().get(i);
            assertThat(((Enum<?>) constants.get(i)).name())
                    .isEqualTo(field.name()
                            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                            .toUpperCase());
            assertThat(((Numbered) constants.get(i)).number())
                    .isEqualTo(field.tag())
                    .isEqualTo(i);
        }
    }

    private static List<RecordComponent> components(Class<?> type) {
        return List.of(type.getRecordComponents());
    }

    private static Type argument(Type generic) {
        return ((ParameterizedType) generic).getActualTypeArguments()[0];
    }

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase() + name.substring(1);
    }
}
