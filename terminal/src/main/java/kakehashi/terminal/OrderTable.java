package kakehashi.terminal;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.console.InputProblem;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.TomlSection;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;

/// A table of the file that an order is made of, read as the types that orders have.
///
/// What is wrong is noted, and a stand-in answered, so that a person learns of all faults at once: nobody uses what
/// was read before [OrderText] found no fault. Files are named relative to the file that names them.
final class OrderTable {
    private static final Id NO_ID = new Id(Bytes.wrap(new byte[Id.OCTETS]));
    private static final Map<String, CrlReason> REASONS = reasons();

    private final TomlSection section;
    private final Path folder;

    OrderTable(TomlSection section, Path folder) {
        this.section = section;
        this.folder = folder;
    }

    private static Map<String, CrlReason> reasons() {
        Map<String, CrlReason> reasons = new LinkedHashMap<>();
        Arrays.stream(CrlReason.values())
                .filter(reason -> reason != CrlReason.REMOVE_FROM_CRL)
                .forEach(reason -> reasons.put(reason.word(), reason));
        return reasons;
    }

    /// The values of an enumeration by their words, such as `ia-supervisor`.
    static <E extends Enum<E>> Map<String, E> words(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        return words;
    }

    boolean has(String key) {
        return section.has(key);
    }

    /// Notes that a value is not what it must be.
    void fault(String key, String value, String japanese, String english) {
        section.fault(key, ProfileProblem.MALFORMED, key, value, new Detail(japanese, english));
    }

    String text(String key) {
        return section.neededText(key).orElse("");
    }

    Optional<String> optionalText(String key) {
        return section.text(key);
    }

    List<String> texts(String key) {
        return section.texts(key);
    }

    long number(String key, int least, int most) {
        if (!has(key)) {
            section.fault(key, ProfileProblem.MISSING_KEY, key);
        }
        return section.number(key, least, most).orElse(least);
    }

    <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
        return section.neededWord(key, words(type));
    }

    <E extends Enum<E>> List<E> wordList(String key, Class<E> type) {
        return section.words(key, words(type));
    }

    Optional<CrlReason> reason(String key) {
        return section.neededWord(key, REASONS);
    }

    OrderTable table(String key) {
        return new OrderTable(section.neededSection(key), folder);
    }

    Optional<OrderTable> optionalTable(String key) {
        return section.section(key).map(found -> new OrderTable(found, folder));
    }

    /// The tables of an array that must have one at least.
    List<OrderTable> tables(String key) {
        List<OrderTable> tables = optionalTables(key);
        if (tables.isEmpty()) {
            section.fault(key, ProfileProblem.MISSING_KEY, "[[" + key + "]]");
        }
        return tables;
    }

    List<OrderTable> optionalTables(String key) {
        return section.sections(key).stream()
                .map(found -> new OrderTable(found, folder))
                .toList();
    }

    private <T> Optional<T> read(String key, String text, Function<String, T> reader, Detail what) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            section.fault(key, ProfileProblem.MALFORMED, key, text, what);
            return Optional.empty();
        }
    }

    private static final Detail ID = new Detail("16 オクテットの ID（32 桁の十六進数）", "an id: 32 hexadecimal digits");
    private static final Detail DIGEST = new Detail("SHA-256 の値（64 桁の十六進数）", "a SHA-256 digest: 64 hexadecimal digits");
    private static final Detail TIME =
            new Detail("時刻（例: 2031-03-31T23:59:59+09:00）", "a time such as 2031-03-31T23:59:59+09:00");
    private static final Detail NAME = new Detail("識別名（例: CN=…,O=…,C=JP）", "a name such as CN=…,O=…,C=JP");
    private static final Detail SERIAL = new Detail("シリアル番号（十六進数）", "a serial number in hexadecimal digits");
    private static final Detail FURTHER = new Detail(
            "別名（dns: mail: uri: directoryName: のどれか）", "a name that begins with dns:, mail:, uri: or directoryName:");

    Id id(String key) {
        return section.neededText(key)
                .flatMap(text -> read(key, text, Id::ofHex, ID))
                .orElse(NO_ID);
    }

    Optional<Id> optionalId(String key) {
        return section.text(key).flatMap(text -> read(key, text, Id::ofHex, ID));
    }

    List<Id> ids(String key) {
        return texts(key).stream()
                .flatMap(text -> read(key, text, Id::ofHex, ID).stream())
                .toList();
    }

    Digest digest(String key) {
        return section.neededText(key)
                .flatMap(text -> read(key, text, Digest::ofHex, DIGEST))
                .orElse(Digest.ZERO);
    }

    Optional<Digest> optionalDigest(String key) {
        return section.text(key).flatMap(text -> read(key, text, Digest::ofHex, DIGEST));
    }

    List<Digest> digests(String key) {
        return texts(key).stream()
                .flatMap(text -> read(key, text, Digest::ofHex, DIGEST).stream())
                .toList();
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    Instant time(String key) {
        return section.neededText(key)
                .flatMap(text -> read(key, text, OrderTable::instant, TIME))
                .orElse(Instant.EPOCH);
    }

    Optional<Instant> optionalTime(String key) {
        return section.text(key).flatMap(text -> read(key, text, OrderTable::instant, TIME));
    }

    Optional<Name> optionalName(String key) {
        return section.text(key).flatMap(text -> read(key, text, Name::of, NAME));
    }

    List<Name> names(String key) {
        return texts(key).stream()
                .flatMap(text -> read(key, text, Name::of, NAME).stream())
                .toList();
    }

    List<GeneralName> furtherNames(String key) {
        return texts(key).stream()
                .flatMap(text -> read(key, text, OrderTable::further, FURTHER).stream())
                .toList();
    }

    private static GeneralName further(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "dns" -> new GeneralName.DnsName(value);
            case "mail" -> new GeneralName.Rfc822Name(value);
            case "uri" -> new GeneralName.UniformResourceIdentifier(value);
            case "directoryName" -> new GeneralName.DirectoryName(Name.of(value));
            default -> throw new IllegalArgumentException(text);
        };
    }

    SerialNumber serial(String key) {
        return section.neededText(key)
                .flatMap(text -> read(key, text, t -> SerialNumber.of(new BigInteger(t, 16)), SERIAL))
                .orElse(SerialNumber.of(BigInteger.ONE));
    }

    /// The octets of a file that the key names; what cannot be read is noted.
    Bytes file(String key) {
        return section.neededText(key).map(name -> octets(key, name)).orElse(Bytes.EMPTY);
    }

    /// The octets of a file.
    Bytes octets(String key, String name) {
        try {
            // Standard input is no file beside the one that names it.
            return InputFile.octets(folder.resolve(name).toString(), java.io.InputStream.nullInputStream());
        } catch (InputProblem | java.nio.file.InvalidPathException problem) {
            section.fault(key, ProfileProblem.MALFORMED, key, name, new Detail("読めるファイル", "a file that can be read"));
            return Bytes.EMPTY;
        }
    }

    /// The first structure of a file in PEM or DER.
    private <T> Optional<T> structure(String key, Function<Bytes, Parsed<T>> parse, Detail what) {
        Optional<String> name = section.neededText(key);
        Bytes octets = name.map(file -> octets(key, file)).orElse(Bytes.EMPTY);
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = kakehashi.x509.Pem.decode(octets)
                .toOptional()
                .filter(blocks -> !blocks.isEmpty())
                .flatMap(blocks -> parse.apply(blocks.getFirst().content()).toOptional());
        if (value.isEmpty()) {
            section.fault(key, ProfileProblem.MALFORMED, key, name.orElse(""), what);
        }
        return value;
    }

    Optional<Certificate> certificate(String key) {
        return structure(key, Certificate::parse, new Detail("証明書のファイル", "a file with a certificate"));
    }

    /// A certification request; one whose own signature does not hold is noted.
    Optional<CertificationRequest> request(String key) {
        Optional<CertificationRequest> request = structure(
                key,
                CertificationRequest::parse,
                new Detail("証明書発行要求 (PKCS #10) のファイル", "a file with a certification request (PKCS #10)"));
        if (request.isPresent() && !request.get().verifiesItself()) {
            fault(key, text(key), "自分の鍵による正しい署名のある要求", "a request whose own signature holds");
        }
        return request;
    }

    /// Any structure of x509.
    <T> Optional<T> parsed(String key, Function<Bytes, Parsed<T>> parse, String japanese, String english) {
        return structure(key, parse, new Detail(japanese, english));
    }
}
