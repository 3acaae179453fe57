package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTextTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    /// Without the line that says the digest of the whole, which would hide what is left out.
    private static String fields(Order order, StatementText language) {
        List<String> lines = language.of(order);
        return String.join("\n", lines.subList(1, lines.size()));
    }

    private static Order withBody(Order o, OrderBody body) {
        return new Order(
                o.installation(),
                o.order(),
                o.salt(),
                o.kind(),
                o.authority(),
                o.filing(),
                o.authorisation(),
                o.madeAt(),
                o.expiresAt(),
                body.der());
    }

    @ParameterizedTest
    @EnumSource
    void changesWithEveryFieldOfEveryBody(OrderKind kind) {
        int changes = 0;
        for (int seed = 0; seed < 12; seed++) {
            Order order = new Samples(seed).order(kind);
            String before = fields(order, StatementText.ENGLISH);
            OrderBody body = order.parseBody().orElseThrow();
            for (var change :
                    body instanceof Record record ? new Changes(seed).of(record) : List.<Changes.Changed>of()) {
                OrderBody other = (OrderBody) change.value();
                if (!other.equals(body)) {
                    changes++;
                    assertThat(fields(withBody(order, other), StatementText.ENGLISH))
                            .as(kind + change.where())
                            .isNotEqualTo(before);
                }
            }
        }
        assertThat(changes).isGreaterThan(kind == OrderKind.CRL ? -1 : 10);
    }

    @Test
    void changesWithEveryFieldOfOrderFilingAndApproval() {
        for (int seed = 0; seed < 40; seed++) {
            Order order = new Samples(seed).order(OrderKind.CRL);
            String before = fields(order, StatementText.JAPANESE);
            for (var change : new Changes(seed).of(order)) {
                Order other = (Order) change.value();
                if (wellFormed(other) && !other.equals(order)) {
                    assertThat(fields(other, StatementText.JAPANESE))
                            .as(change.where())
                            .isNotEqualTo(before);
                }
            }
            Filing filing = new Samples(seed).of(Filing.class);
            Approval approval = new Samples(seed).of(Approval.class);
            List<String> filed = StatementText.ENGLISH.of(filing);
            new Changes(seed)
                    .of(filing).stream()
                            .filter(change -> !change.value().equals(filing))
                            .forEach(change -> {
                                List<String> lines = StatementText.ENGLISH.of((Filing) change.value());
                                assertThat(lines.subList(1, lines.size()))
                                        .as(change.where())
                                        .isNotEqualTo(filed.subList(1, filed.size()));
                            });
            new Changes(seed)
                    .of(approval)
                    .forEach(change -> assertThat(StatementText.ENGLISH.of((Approval) change.value()))
                            .as(change.where())
                            .isNotEqualTo(StatementText.ENGLISH.of(approval)));
        }
    }

    private static boolean wellFormed(Order order) {
        try {
            return order.der().length() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void showsWhoGetsWhatInAnIssueOrder() {
        Request request = new Request(
                new Salt(Bytes.wrap(new byte[32])),
                Digest.ZERO,
                Name.of("CN=霞が関 太郎,O=Example,C=JP"),
                List.of(new GeneralName.DnsName("www.a.go.jp")),
                Optional.of(Instant.parse("2027-03-31T14:59:59Z")),
                Optional.empty(),
                Optional.empty());
        Samples samples = new Samples(1);
        IssueBody body = new IssueBody(List.of(
                new IssueBody.Item(request.der(), samples.key(), new IssueBody.Possession.Pkcs10(Bytes.EMPTY))));
        Order order = withBody(samples.order(OrderKind.ISSUE), body);
        String english = String.join("\n", StatementText.ENGLISH.of(order));
        assertThat(english)
                .contains("SHA-256 of this statement: "
                        + TextLines.grouped(order.digest().octets()))
                .contains("kind: issue")
                .contains("subject: CN=霞が関 太郎,O=Example,C=JP")
                .contains("further name 1/1: DNS www.a.go.jp")
                .contains("not after: 2027-03-31 23:59:59 +09:00 (2027-03-31T14:59:59Z)")
                .contains("public key: P-256, SHA-256 ")
                .contains("applicant: none");
        assertThat(String.join("\n", StatementText.JAPANESE.of(order)))
                .contains("種類: 発行")
                .contains("主体者: CN=霞が関 太郎,O=Example,C=JP");
    }

    @Test
    void showsTheTemplateOfACaAndBothHalvesOfAPair() {
        TestPki pki = new TestPki();
        TestCa root = pki.root("CN=Root,C=JP");
        TestCa other = root.issueCa("CN=Other,C=JP");
        Samples samples = new Samples(1);
        Bytes template = root.certificate().tbsCertificate();
        Order ca = withBody(samples.order(OrderKind.CA), new CaBody.Create(samples.of(Id.class), "花", template));
        assertThat(StatementText.ENGLISH.of(ca))
                .anyMatch(line -> line.contains("subject CN=Root,C=JP"))
                .anyMatch(line -> line.contains("basicConstraints critical"));
        Bytes pair = CrossCertificatePair.ofIssuedByThisCa(other.certificate()).der();
        Order cross =
                withBody(samples.order(OrderKind.CROSS_CERTIFICATE), new CrossBody.Publish(samples.of(Id.class), pair));
        assertThat(StatementText.ENGLISH.of(cross)).anyMatch(line -> line.contains("subject CN=Other,C=JP"));
    }

    @Test
    void showsProfilesAsTheyStandAndTheTwelveWordsOfAnEnrolment() {
        Samples samples = new Samples(1);
        Bytes toml = Bytes.of("name = \"card\"\nyears = 5".getBytes(StandardCharsets.UTF_8));
        Order order = withBody(samples.order(OrderKind.PROFILE), new ProfileBody.Put(samples.of(Id.class), toml));
        assertThat(StatementText.ENGLISH.of(order)).contains("    | name = \"card\"", "    | years = 5");
        Enrolment enrolment = samples.of(Enrolment.class);
        assertThat(StatementText.ENGLISH.of(enrolment)).contains("twelve words: " + TwelveWords.of(enrolment));
    }

    /// A line break or a turn of the writing direction in a name would show a line that is not there.
    @Test
    void letsNoNameDrawLinesOfItsOwn() {
        Samples samples = new Samples(1);
        String name = "A\nkind: crl\u202e\u00a0\\u{a}";
        OfficerBody.Put put = new OfficerBody.Put(samples.of(Officer.class), name, samples.of(Salt.class), List.of());
        List<String> lines = StatementText.ENGLISH.of(withBody(samples.order(OrderKind.OFFICER), put));
        assertThat(lines)
                .contains("  name: \"A\\u{a}kind: crl\\u{202e}\\u{a0}\\\\u{a}\"")
                .noneMatch(line -> line.contains("\n"));
    }

    @Test
    void showsTheEncodingOfANameThatIsNotTheUsualOne() {
        Name usual = Name.of("CN=Root");
        Name printable = Name.parse(Bytes.ofHex(usual.der().toString().replace("0c04", "1304")))
                .orElseThrow();
        Scope one = new Scope(List.of(), List.of(), List.of(), List.of(usual), List.of());
        TextLines first = new TextLines(StatementText.ENGLISH);
        first.fields(one, 0);
        TextLines second = new TextLines(StatementText.ENGLISH);
        second.fields(new Scope(List.of(), List.of(), List.of(), List.of(printable), List.of()), 0);
        assertThat(first.finish()).contains("subjects below 1/1: CN=Root");
        assertThat(second.finish()).contains("subjects below 1/1: CN=Root (DER " + printable.der() + ")");
    }

    @Test
    void hasWordsInBothLanguagesForEverythingThatIsShown() {
        Set<String> keys = new TreeSet<>();
        Stream.of(Filing.class, Order.class, Approval.class, Enrolment.class, Signed.class, CardKey.class)
                .forEach(type -> keys(type, keys));
        Stream.of(Request.class, KeyChange.class).forEach(type -> keys(type, keys));
        Arrays.stream(OrderBody.class.getPermittedSubclasses()).forEach(type -> keys(type, keys));
        keys.addAll(Set.of("digest", "none", "octets", "twelveWords"));
        assertThat(StatementWords.WORDS.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        StatementWords.WORDS.forEach((key, phrase) -> {
            assertThat(JAPANESE.matcher(phrase.japanese()).find()).as(key).isEqualTo(!key.equals("id"));
            assertThat(phrase.english()).isNotBlank();
            assertThat(JAPANESE.matcher(phrase.english()).find()).as(key).isFalse();
        });
    }

    private static void keys(Class<?> type, Set<String> keys) {
        if (type.getPackage() != StatementText.class.getPackage()
                || Set.of(Id.class, Digest.class, Salt.class).contains(type)) {
            return;
        }
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants()).forEach(c -> keys.add(StatementWords.key((Enum<?>) c)));
        } else if (type.isSealed()) {
            for (Class<?> alternative : type.getPermittedSubclasses()) {
                keys.add(StatementWords.key(alternative));
                keys(alternative, keys);
            }
        } else if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                keys.add(component.getName());
                Type of = component.getGenericType();
                boolean generic = of instanceof ParameterizedType;
                keys((Class<?>) (generic ? ((ParameterizedType) of).getActualTypeArguments()[0] : of), keys);
            }
        }
    }
}
