package kakehashi.fuzz;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// Calls every public accessor of a parsed value, and of what the accessors answer, and so on: none may fail.
///
/// Bounded: so many calls, so deep, so many members of a list. What an accessor throws comes out as an
/// [AssertionError] that names the way to it.
final class EveryAccessor {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_MEMBERS = 48;
    private static final int MAX_CALLS = 20_000;
    private static final Map<Class<?>, List<Method>> ACCESSORS = new ConcurrentHashMap<>();

    private int calls;

    private EveryAccessor() {}

    /// Calls every accessor of the value.
    ///
    /// @return how many were called
    static int of(Object value) {
        EveryAccessor walk = new EveryAccessor();
        walk.visit(value, value.getClass().getSimpleName(), 0);
        return walk.calls;
    }

    private void visit(Object value, String way, int depth) {
        if (depth > MAX_DEPTH || calls > MAX_CALLS) {
            return;
        }
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inside -> visit(inside, way, depth));
            case Collection<?> members ->
                members.stream().limit(MAX_MEMBERS).forEach(member -> visit(member, way + "[]", depth + 1));
            case Stream<?> members ->
                members.limit(MAX_MEMBERS).forEach(member -> visit(member, way + "[]", depth + 1));
            case Parsed.Value<?>(Object inside) -> visit(inside, way, depth);
            // What is inside cannot be read, and whoever asks for it all the same is told so.
            case Parsed.Malformed<?> malformed -> call(malformed, "toString", way);
            case Bytes octets -> call(octets, "toString", way);
            case Object other when isOurs(other.getClass()) -> visitAccessors(other, way, depth);
            default -> {}
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("kakehashi.") && Modifier.isPublic(type.getModifiers());
    }

    private void visitAccessors(Object value, String way, int depth) {
        for (Method accessor : ACCESSORS.computeIfAbsent(value.getClass(), EveryAccessor::accessorsOf)) {
            visit(answer(value, accessor, way), way + "." + accessor.getName(), depth + 1);
        }
        if (!value.equals(value)) {
            throw new AssertionError(way + " is not equal to itself");
        }
    }

    private static List<Method> accessorsOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
                .filter(m -> m.getReturnType() != void.class && m.getDeclaringClass() != Object.class)
                .filter(m -> !m.getDeclaringClass().equals(Enum.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private void call(Object value, String name, String way) {
        try {
            answer(value, value.getClass().getMethod(name), way);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private Object answer(Object value, Method accessor, String way) {
        calls++;
        try {
            Object answer = accessor.invoke(value);
            if (answer == null) {
                throw new AssertionError(way + "." + accessor.getName() + " answers null");
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw new AssertionError(way + "." + accessor.getName() + " throws " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
