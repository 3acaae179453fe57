package kakehashi.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Values of every type, made by chance from a seed.
final class Samples {
    private static final Set<String> ASCII = Set.of("names", "domains", "address", "id", "origin");
    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /// A value of a record or a choice.
    <T> T of(Class<T> type) {
        return type.cast(value(type, "", Object.class));
    }

    /// An order of a kind whose fields are those of the table.
    Order order(OrderKind kind) {
        boolean standing = kind == OrderKind.ISSUE && random.nextBoolean();
        return new Order(
                of(Digest.class),
                of(Id.class),
                of(Salt.class),
                kind,
                kind.authority() == OrderKind.Field.MUST ? Optional.of(of(Id.class)) : Optional.empty(),
                kind.filing() == OrderKind.Field.MUST && !standing ? Optional.of(of(Digest.class)) : Optional.empty(),
                standing ? Optional.of(of(Id.class)) : Optional.empty(),
                of(Instant.class),
                of(Instant.class),
                body(kind).der());
    }

    OrderBody body(OrderKind kind) {
        Class<? extends OrderBody> type = switch (kind) {
            case ISSUE -> IssueBody.class;
            case REVOKE -> RevokeBody.class;
            case SUSPEND, RESUME -> HoldBody.class;
            case CRL -> CrlBody.class;
            case OFFICER -> OfficerBody.class;
            case PROFILE -> ProfileBody.class;
            case AUTHORISATION -> AuthorisationBody.class;
            case CA -> CaBody.class;
            case CROSS_CERTIFICATE -> CrossBody.class;
            case RELYING_PARTY_POLICY -> PolicyBody.class;
            case RULES -> Rules.class;
            case KEYS -> KeysBody.class;
            case ERASE -> EraseBody.class;
        };
        return of(type);
    }

    Object value(Type type, String name, Class<?> holder) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return random.nextBoolean() ? Optional.of(value(inner, name, holder)) : Optional.empty();
            }
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(2); i >= 0; i--) {
                list.add(value(inner, name, holder));
            }
            return list;
        }
        return ofClass((Class<?>) type, name, holder);
    }

    private Object ofClass(Class<?> type, String name, Class<?> holder) {
        if (type == Order.class) {
            return order(pick(OrderKind.values()));
        }
        if (type == Bytes.class) {
            return octets(name, holder);
        }
        if (type == String.class) {
            boolean ascii = ASCII.contains(name);
            return (ascii ? "a" : "花子 ") + Long.toString(random.nextLong() >>> 1, 36);
        }
        if (type.isEnum()) {
            return reasonOr(pick(type.getEnumConstants()));
        }
        if (type.isSealed() && type != GeneralName.class) {
            return ofClass(pick(type.getPermittedSubclasses()), name, holder);
        }
        return type.isRecord() && type.getPackage() == Samples.class.getPackage() ? record(type) : leaf(type);
    }

    private Object reasonOr(Object constant) {
        return constant == CrlReason.REMOVE_FROM_CRL ? CrlReason.SUPERSEDED : constant;
    }

    private Object leaf(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Instant" -> Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 4_000_000_000L));
            case "long", "Long" -> random.nextLong() >>> 1 + random.nextInt(62);
            case "SerialNumber" -> SerialNumber.of(new BigInteger(random.nextInt(1, 160), random));
            case "BigInteger" -> new BigInteger(random.nextInt(1, 160), random);
            case "Name" -> Name.of("CN=花子 " + random.nextInt() + ",O=Example,C=JP");
            case "SubjectPublicKeyInfo" -> key();
            case "GeneralName" -> generalName();
            default -> throw new IllegalStateException("no sample of " + type);
        };
    }

    private Object octets(String name, Class<?> holder) {
        if (holder == IssueBody.Item.class) {
            return of(Request.class).der();
        }
        if (holder == KeysBody.class) {
            return of(KeyChange.class).der();
        }
        if (name.equals("enrolments")) {
            return new Signed(of(Enrolment.class).der(), of(Id.class), of(Signed.Proof.class)).der();
        }
        if (holder == IssueBody.Possession.Card.class) {
            return new Signed(of(CardKey.class).der(), of(Id.class), of(Signed.Proof.class)).der();
        }
        boolean fixed = holder == Id.class
                || holder == Digest.class
                || holder == Salt.class
                || name.equals("nonce")
                || name.equals("mac");
        return chance(!fixed ? random.nextInt(200) : holder == Id.class ? Id.OCTETS : Digest.OCTETS);
    }

    private Bytes chance(int octets) {
        byte[] bytes = new byte[octets];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    SubjectPublicKeyInfo key() {
        Bytes point = Bytes.ofHex("04" + chance(64));
        Bytes der = DerWriter.write(w -> w.sequence(
                s -> s.sequence(a -> a.oid(Oid.of("1.2.840.10045.2.1")).oid(Oid.of("1.2.840.10045.3.1.7")))
                        .bitString(point)));
        return SubjectPublicKeyInfo.parse(der).orElseThrow();
    }

    private GeneralName generalName() {
        String text = "a" + random.nextInt(1_000_000);
        return switch (random.nextInt(6)) {
            case 0 -> new GeneralName.DnsName(text + ".go.jp");
            case 1 -> new GeneralName.Rfc822Name(text + "@a.go.jp");
            case 2 -> new GeneralName.IpAddress(chance(4));
            case 3 -> new GeneralName.DirectoryName(Name.of("CN=" + text));
            case 4 -> new GeneralName.RegisteredId(Oid.of("1.2." + random.nextInt(1_000_000)));
            default -> new GeneralName.UniformResourceIdentifier("https://" + text + "/");
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Object record(Class<?> type) {
        return make(
                type,
                Arrays.stream(type.getRecordComponents())
                        .map(c -> value(c.getGenericType(), c.getName(), type))
                        .toArray());
    }

    /// A record of these components.
    static Object make(Class<?> type, Object... values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
