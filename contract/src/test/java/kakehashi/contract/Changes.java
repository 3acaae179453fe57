package kakehashi.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Parsed;

/// Every value that differs from a given one in a single field, however deep.
final class Changes {
    private final Samples samples;

    Changes(long seed) {
        this.samples = new Samples(seed);
    }

    /// @param where the path to the field that differs
    record Changed(String where, Object value) {
        private Changed in(String outer, Function<Object, Object> whole) {
            return new Changed(outer + "." + where, whole.apply(value));
        }
    }

    /// A component's place: what it holds by type and name.
    private record Place(Type type, String name, Class<?> holder) {}

    List<Changed> of(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(c -> StatementFields.valueOf(record, c))
                .toArray();
        List<Changed> changes = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            int at = i;
            Place place = new Place(components[i].getGenericType(), components[i].getName(), record.getClass());
            of(values[i], place)
                    .forEach(change -> changes.add(change.in(place.name, changed -> {
                        Object[] copy = values.clone();
                        copy[at] = changed;
                        return Samples.make(record.getClass(), copy);
                    })));
        }
        return changes;
    }

    private Stream<Changed> of(Object value, Place place) {
        return switch (value) {
            case Optional<?> optional -> optional(optional, inner(place));
            case List<?> list -> list(list, inner(place));
            case CrlReason reason -> Stream.of(new Changed("", other(reason, place)));
            case Enum<?> constant ->
                Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                        .filter(other -> other != constant)
                        .map(other -> new Changed("", other));
            case Bytes octets
            when typed(place).isPresent() ->
                of(typed(place).get().apply(octets).orElseThrow()).stream()
                        .map(change -> change.in("", nested -> ((DerValue) nested).der()));
            case Record record
            when record instanceof DerValue || record instanceof Rules.Alone ->
                Stream.concat(of(record).stream(), alternatives(place).map(other -> new Changed("", other)));
            default -> Stream.of(new Changed("", other(value, place)));
        };
    }

    private static Place inner(Place place) {
        return new Place(((ParameterizedType) place.type).getActualTypeArguments()[0], place.name, place.holder);
    }

    private Stream<Changed> optional(Optional<?> optional, Place inner) {
        if (optional.isEmpty()) {
            return Stream.of(new Changed("", Optional.of(fresh(inner))));
        }
        Stream<Changed> changed = of(optional.get(), inner).map(change -> change.in("", Optional::of));
        return Stream.concat(changed, Stream.of(new Changed("", Optional.empty())));
    }

    private Stream<Changed> list(List<?> list, Place inner) {
        List<Object> longer = new ArrayList<>(list);
        longer.add(fresh(inner));
        List<Changed> changes = new ArrayList<>(List.of(new Changed("", longer)));
        if (list.size() > 1) {
            changes.add(new Changed("", list.subList(1, list.size())));
            changes.add(new Changed("", list.reversed()));
        }
        for (int i = 0; i < list.size(); i++) {
            int at = i;
            of(list.get(i), inner)
                    .forEach(change -> changes.add(change.in("" + at, changed -> {
                        List<Object> copy = new ArrayList<>(list);
                        copy.set(at, changed);
                        return copy;
                    })));
        }
        return changes.stream();
    }

    private Stream<Object> alternatives(Place place) {
        return place.type instanceof Class<?> choice && choice.isSealed()
                ? Arrays.stream(choice.getPermittedSubclasses()).map(c -> samples.value(c, place.name, place.holder))
                : Stream.empty();
    }

    private Object fresh(Place place) {
        return samples.value(place.type, place.name, place.holder);
    }

    private Object other(Object value, Place place) {
        Object other = fresh(place);
        while (other.equals(value)) {
            other = fresh(place);
        }
        return other;
    }

    /// What an octet string holds that is ours.
    private static Optional<Function<Bytes, Parsed<? extends Record>>> typed(Place place) {
        if (place.holder == IssueBody.Item.class) {
            return Optional.of(Request::parse);
        }
        if (place.holder == KeysBody.class) {
            return Optional.of(KeyChange::parse);
        }
        boolean signed = place.name.equals("enrolments") || place.holder == IssueBody.Possession.Card.class;
        return signed ? Optional.of(Signed::parse) : Optional.empty();
    }
}
