package kakehashi.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kakehashi.path.Language;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationStatus;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyMapping;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class GraphDrawingTest {
    private static final GraphView VIEW = GraphView.of(TestPki.NOW, Language.ENGLISH);

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=政府認証基盤ルートCA,O=日本国政府,C=JP");
    private final TestCa bridge = pki.root("CN=Bridge CA,O=橋,C=JP");
    private final TestCa partner = pki.root("CN=Partner CA,O=Partner,C=JP");

    private static GraphDrawing drawing(GraphView view, Certificate... certificates) {
        return GraphDrawing.of(TrustGraph.of(List.of(certificates)), view);
    }

    private static SvgDocument svg(GraphView view, Certificate... certificates) {
        return SvgDocument.parse(drawing(view, certificates).svg());
    }

    private static String id(Certificate certificate) {
        return certificate.fingerprint().toString();
    }

    @Test
    void drawsEveryCertificateOnceAndLoopsAmongThem() {
        Certificate there = root.crossCertify(bridge);
        Certificate back = bridge.crossCertify(root);
        Certificate onward = bridge.crossCertify(partner);
        SvgDocument svg = svg(VIEW, root.certificate(), there, back, onward);
        assertThat(svg.drawn())
                .containsExactlyInAnyOrder(id(root.certificate()), id(there), id(back), id(onward))
                .doesNotHaveDuplicates();
        assertThat(svg.withClass("box")).hasSize(3);
    }

    @Test
    void callsCasByTheJapaneseNamesThatTheyHaveOnAJapanesePictureOnly() {
        Certificate named = bridge.crossCertify(
                partner, c -> c.subjectAltNames(List.of(new GeneralName.DirectoryName(Name.of("CN=相手認証局,O=相手,C=JP")))));
        GraphView japanese = GraphView.of(TestPki.NOW, Language.JAPANESE);
        assertThat(drawing(japanese, named).svg()).contains("相手認証局").contains("Bridge CA");
        assertThat(drawing(VIEW, named).svg()).doesNotContain("相手認証局").contains("Partner CA");
    }

    @Test
    void putsTheAnchorOnTopAndTheBridgeInTheMiddle() {
        SvgDocument svg = svg(
                VIEW.from(List.of(TrustAnchor.of(root.certificate()))),
                root.crossCertify(bridge),
                bridge.crossCertify(root),
                bridge.crossCertify(partner));
        assertThat(svg.boxes()).hasSize(3);
        assertThat(top(svg, "anchor", "日本国政府")).isLessThan(top(svg, "ca", "O=橋"));
        assertThat(top(svg, "ca", "O=橋")).isLessThan(top(svg, "ca", "O=Partner"));
    }

    private static double top(SvgDocument svg, String role, String name) {
        Element box = svg.withClass(role).stream()
                .filter(e -> e.getAttribute("aria-label").contains(name))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(box.getAttribute("transform").replaceAll(".* |\\)", ""));
    }

    @Test
    void givesEachKeyOfANameItsRowAndLinkCertificatesTheirLoops() {
        TestCa next = root.rekeyed();
        Certificate newWithOld = root.newWithOld(next);
        Certificate oldWithNew = root.oldWithNew(next);
        GraphDrawing drawing = drawing(VIEW, root.certificate(), next.certificate(), newWithOld, oldWithNew);
        SvgDocument svg = SvgDocument.parse(drawing.svg());
        assertThat(svg.withClass("box")).hasSize(1);
        assertThat(svg.withClass("keyrow")).hasSize(2);
        assertThat(svg.drawn()).hasSize(4).doesNotHaveDuplicates();
        assertThat(drawing.rows())
                .filteredOn(row ->
                        row.getLast().equals(id(newWithOld)) || row.getLast().equals(id(oldWithNew)))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get(1)).isNotEqualTo(row.get(3)));
    }

    @Test
    void drawsACertificateFromTheKeyThatSignedItWhateverItsNamesSay() {
        TestCa other = new TestPki().root("CN=政府認証基盤ルートCA,O=日本国政府,C=JP");
        Certificate byOther = other.crossCertify(partner);
        assertThat(drawing(VIEW, root.certificate(), byOther).rows())
                .filteredOn(row -> row.getLast().equals(id(byOther)))
                .singleElement()
                .satisfies(row -> assertThat(row.get(1)).isEqualTo("key not known"));
    }

    @Test
    void marksStandingsByMoreThanColour() {
        Certificate expired = root.crossCertify(
                bridge, c -> c.validity(TestPki.NOW.minus(Duration.ofDays(9)), TestPki.NOW.minus(Duration.ofDays(1))));
        Certificate early = root.crossCertify(
                partner, c -> c.validity(TestPki.NOW.plus(Duration.ofDays(1)), TestPki.NOW.plus(Duration.ofDays(9))));
        Certificate revoked = bridge.crossCertify(partner);
        GraphView view = VIEW.knowing(
                Map.of(revoked, new RevocationStatus.Revoked(TestPki.NOW, CrlReason.KEY_COMPROMISE, List.of())));
        GraphDrawing drawing = drawing(view, expired, early, revoked);
        SvgDocument svg = SvgDocument.parse(drawing.svg());
        assertThat(svg.certificate(id(expired)).getAttribute("class")).contains("expired");
        assertThat(svg.certificate(id(early)).getAttribute("class")).contains("notYetValid");
        assertThat(svg.certificate(id(revoked)).getAttribute("class")).contains("revoked");
        assertThat(svg.elements("text"))
                .extracting(Element::getTextContent)
                .anyMatch(text -> text.startsWith("×expired"))
                .anyMatch(text -> text.startsWith("△not yet valid"))
                .anyMatch(text -> text.startsWith("■revoked"));
        assertThat(drawing.textAlternative()).contains("1 expired, 1 not yet valid, 1 revoked", "keyCompromise");
    }

    @Test
    void showsLimitsAndUnfoldsThemInTheTitle() {
        Certificate cross = root.crossCertify(
                bridge,
                c -> c.policyMappings(List.of(new PolicyMapping(Oid.of("1.2.3.4"), Oid.of("1.2.3.5"))))
                        .nameConstraints(new NameConstraints(
                                List.of(new GeneralName.DirectoryName(Name.of("O=橋,C=JP"))), List.of()))
                        .inhibitAnyPolicy(0));
        GraphDrawing drawing = drawing(VIEW, root.certificate(), cross);
        SvgDocument svg = SvgDocument.parse(drawing.svg());
        assertThat(svg.elements("text"))
                .extracting(Element::getTextContent)
                .anyMatch(text -> text.contains("map1 NC A0"));
        assertThat(svg.certificate(id(cross)).getAttribute("aria-label"))
                .contains("1.2.3.4 → 1.2.3.5", "DN:O=橋,C=JP", "inhibitAnyPolicy 0");
        assertThat(drawing.json())
                .contains("\"issuerDomainPolicy\": \"1.2.3.4\"", "\"inhibitAnyPolicy\": 0", "DN:O=橋,C=JP");
    }

    @Test
    void escapesNamesAndLeavesNothingThatActs() {
        TestCa evil = pki.root("CN=</title><script>alert(1)</script>\"'& \u202eabc\u0007,O=<svg onload=x>,C=JP");
        GraphDrawing drawing = drawing(VIEW, evil.certificate(), evil.crossCertify(partner));
        SvgDocument svg = SvgDocument.parse(drawing.svg());
        assertThat(svg.elements("script")).isEmpty();
        assertThat(svg.elements("svg")).hasSize(1);
        assertThat(drawing.svg())
                .doesNotContain("\u202e")
                .doesNotContain("href")
                .doesNotContain("url(");
        assertThat(drawing.json()).doesNotContain("<").doesNotContain("\u202e");
        assertThat(svg.all()).allSatisfy(element -> {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
        });
    }

    @Test
    void isReadableWithoutSeeingIt() {
        GraphDrawing drawing = drawing(VIEW, root.certificate(), root.crossCertify(bridge));
        Element document = SvgDocument.parse(drawing.svg()).xml().getDocumentElement();
        assertThat(document.getAttribute("role")).isEqualTo("graphics-document document");
        assertThat(document.getFirstChild().getNextSibling().getNodeName()).isEqualTo("title");
        List<Element> described = SvgDocument.parse(drawing.svg()).elements("desc");
        assertThat(described).singleElement().satisfies(d -> {
            assertThat(document.getAttribute("aria-describedby")).isEqualTo(d.getAttribute("id"));
            assertThat(d.getTextContent()).contains("2 CAs, 2 certificates");
        });
        assertThat(drawing.rows()).hasSize(2).allSatisfy(row -> assertThat(row).hasSameSizeAs(drawing.columns()));
    }

    @Test
    void speaksJapanese() {
        GraphDrawing drawing =
                drawing(GraphView.of(TestPki.NOW, Language.JAPANESE), root.certificate(), root.crossCertify(bridge));
        assertThat(drawing.svg()).contains("lang=\"ja\"", "信頼グラフ", "自己署名", "Noto Sans JP");
        assertThat(drawing.columns()).contains("発行者", "有効期間の終了");
    }

    @Test
    void shortensLongNamesAndKeepsThemWholeInTheTitle() {
        String name = "府省認証局".repeat(12);
        TestCa longNamed = pki.root("CN=" + name + ",O=日本国政府,C=JP");
        SvgDocument svg = svg(VIEW, longNamed.certificate());
        assertThat(svg.withClass("t"))
                .singleElement()
                .satisfies(
                        text -> assertThat(text.getTextContent()).endsWith("…").hasSizeLessThan(30));
        assertThat(svg.elements("title")).extracting(Element::getTextContent).anyMatch(t -> t.contains(name));
    }

    @Test
    void foldsManyLeavesIntoAList() {
        List<Certificate> certificates = new ArrayList<>(List.of(root.certificate()));
        for (int i = 0; i < 20; i++) {
            certificates.add(
                    root.issueCa("CN=CA " + i + ",O=省 " + i % 3 + ",C=JP").certificate());
        }
        SvgDocument svg = SvgDocument.parse(
                GraphDrawing.of(TrustGraph.of(certificates), VIEW).svg());
        assertThat(svg.withClass("box")).hasSize(2);
        assertThat(svg.drawn()).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void drawsTheFederalPkiTheSameInAnyOrderWithoutOverlap() {
        drawsTheSame(Suites.federal(), Instant.parse("2026-11-22T00:00:00Z"));
    }

    @Test
    void drawsTheMockFederalPkiTheSameInAnyOrderWithoutOverlap() {
        drawsTheSame(Suites.mockFederal(), Instant.parse("2016-11-22T00:00:00Z"));
    }

    private static void drawsTheSame(List<Certificate> certificates, Instant at) {
        GraphView view = GraphView.of(at, Language.ENGLISH);
        GraphDrawing drawing = GraphDrawing.of(TrustGraph.of(certificates), view);
        List<Certificate> shuffled = new ArrayList<>(certificates);
        Collections.shuffle(shuffled, new Random(1));
        String svg = drawing.svg();
        assertThat(GraphDrawing.of(TrustGraph.of(shuffled), view).svg().equals(svg))
                .isTrue();
        assertThat(GraphDrawing.of(TrustGraph.of(shuffled), view).json().equals(drawing.json()))
                .isTrue();
        SvgDocument document = SvgDocument.parse(svg);
        List<String> fingerprints =
                certificates.stream().distinct().map(GraphDrawingTest::id).toList();
        assertThat(document.drawn()).containsExactlyInAnyOrderElementsOf(fingerprints);
        assertThat(drawing.rows()).extracting(List::getLast).containsExactlyInAnyOrderElementsOf(fingerprints);
        standApart(document.boxes());
    }

    private static void standApart(List<double[]> boxes) {
        for (int i = 0; i < boxes.size(); i++) {
            for (int k = i + 1; k < boxes.size(); k++) {
                assertThat(overlap(boxes.get(i), boxes.get(k))).isFalse();
            }
        }
    }

    /// The same certificates on a telephone, on a page and on a wall: boxes below each other where two find no
    /// room.
    @Test
    void fitsTheWidthOfAScreen() {
        List<Certificate> certificates = new ArrayList<>(List.of(root.certificate(), root.crossCertify(bridge)));
        certificates.addAll(List.of(bridge.crossCertify(root), bridge.crossCertify(partner)));
        for (int i = 0; i < 6; i++) {
            certificates.add(root.issueCa("CN=CA " + i + ",O=省,C=JP").certificate());
        }
        GraphDrawing drawing = GraphDrawing.of(TrustGraph.of(certificates), VIEW);
        for (int width : new int[] {480, 900, 1300}) {
            SvgDocument svg = SvgDocument.parse(drawing.svg(width));
            assertThat(svg.width()).isLessThanOrEqualTo(width);
            assertThat(svg.boxes()).hasSize(9);
            assertThat(svg.drawn()).hasSize(10).doesNotHaveDuplicates();
            assertThat(svg.boxes().stream().map(box -> box[0]).distinct().count())
                    .as("columns at " + width)
                    .isGreaterThanOrEqualTo(width / 450);
            standApart(svg.boxes());
        }
    }

    @Test
    void drawsALongPictureAsOnAnyOtherScreen() {
        GraphDrawing drawing = GraphDrawing.of(TrustGraph.of(Suites.mockFederal()), VIEW);
        assertThat(drawing.svg(480)).isEqualTo(drawing.svg());
    }

    private static boolean overlap(double[] a, double[] b) {
        return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    }

    @Test
    void drawsTheTargetEvenWhenNoCandidateReachedIt() {
        Certificate target = partner.issueEndEntity("CN=Alice,O=Partner,C=JP").certificate();
        TrustGraph graph = TrustGraph.of(List.of(root.crossCertify(bridge)));
        PathOutcome outcome = PathBuilder.of(
                        graph,
                        List.of(TrustAnchor.of(root.certificate())),
                        ValidationInputs.DEFAULT,
                        RevocationEvidence.empty())
                .build(PathRequest.of(target, TestPki.NOW));
        GraphDrawing drawing = GraphDrawing.of(PathAnswer.of(outcome), target, VIEW);
        SvgDocument svg = SvgDocument.parse(drawing.svg());
        assertThat(svg.drawn()).contains(id(target)).doesNotHaveDuplicates();
        assertThat(svg.withClass("target")).hasSize(1);
        assertThat(drawing.json()).contains("\"verdict\": \"indeterminate\"", "ISSUER_NOT_FOUND");
    }

    @Test
    void hasContrastInLightAndDark() {
        String css = drawing(VIEW, root.certificate()).svg();
        List<String> values = List.of("page", "card", "row");
        for (String part : css.split("@media")) {
            for (String behind : values) {
                for (String ink : List.of("ink", "soft", "warn", "line", "good")) {
                    assertThat(contrast(colour(part, ink), colour(part, behind)))
                            .as(ink + " on " + behind)
                            .isGreaterThan(4.5);
                }
                assertThat(contrast(colour(part, "edge"), colour(part, behind))).isGreaterThan(3);
            }
        }
    }

    private static int colour(String css, String name) {
        int at = css.indexOf("--" + name + ":#") + name.length() + 4;
        return Integer.parseInt(css.substring(at, at + 6), 16);
    }

    /// The contrast ratio of WCAG 2.2.
    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8 & 0xff) + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
