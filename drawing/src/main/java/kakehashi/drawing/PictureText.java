package kakehashi.drawing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;

/// The words around a picture: title, summary, legend, and the same content as a table.
///
/// @param map what the picture shows
/// @param story what a search found out
record PictureText(TrustMap map, PathStory story) {
    private static final int DIGEST_OCTETS = 4;
    private static final int TOPS_NAMED = 6;

    private Language language() {
        return map.view().language();
    }

    /// Tells pictures on one page apart.
    String digest() {
        String all =
                map.certificates().stream().map(DrawnCertificate::fingerprint).collect(Collectors.joining());
        return Bytes.wrap(all.getBytes(StandardCharsets.US_ASCII))
                .sha256()
                .slice(0, DIGEST_OCTETS)
                .toString();
    }

    String title() {
        return story.answer().map(this::pathTitle).orElseGet(() -> Words.TITLE.in(language()) + tops());
    }

    private String tops() {
        List<CaNode> tops = map.tops();
        return tops.size() == 1 ? ": " + tops.getFirst().label().shown() : "";
    }

    private String pathTitle(PathAnswer answer) {
        Words no = answer.isOpen() ? Words.UNDETERMINED : Words.HOLDS_NOT;
        Words verdict = answer.held().isPresent() ? Words.HOLDS : no;
        return Words.PATH_TITLE.in(language()) + ": " + verdict.in(language());
    }

    /// The lines over the picture.
    List<String> heading() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        if (map.certificates().stream().anyMatch(d -> d.standing() != Standing.VALID)) {
            lines.add(Words.NEEDS_ATTENTION.in(
                    language(),
                    map.count(Standing.EXPIRED),
                    map.count(Standing.NOT_YET_VALID),
                    map.count(Standing.REVOKED)));
        }
        story.answer().ifPresent(answer -> {
            if (answer.isOpen()) {
                lines.add(Words.MISSING.in(language()) + ": " + findings(answer.missing()));
            }
            if (!answer.tried().isEmpty()) {
                lines.add(Words.CANDIDATES.in(language(), answer.tried().size()));
            }
        });
        return lines;
    }

    /// Whether a box is a CA: one that issued something here, or whose certificate lets it (RFC 5280 §4.2.1.9).
    private boolean isAuthority(CaNode node) {
        return node.role() != CaNode.Role.SUBSCRIBER
                && (node.role() != CaNode.Role.TARGET
                        || map.certificates().stream()
                                .anyMatch(drawn -> drawn.issuer().node() == node.index()
                                        || drawn.subject().node() == node.index()
                                                && drawn.certificate()
                                                        .basicConstraints()
                                                        .filter(BasicConstraints::ca)
                                                        .isPresent()));
    }

    private String summary() {
        List<String> tops = map.tops().stream().map(n -> n.label().shown()).toList();
        String named = String.join(", ", tops.subList(0, Math.min(TOPS_NAMED, tops.size())));
        return Words.SUMMARY.in(
                language(),
                map.nodes().stream().filter(this::isAuthority).count(),
                map.certificates().size(),
                map.domains().size(),
                JapanTime.moment(map.view().at()),
                tops.size() > TOPS_NAMED ? named + " … (" + tops.size() + ")" : named);
    }

    List<String> legend() {
        List<String> lines = new ArrayList<>(List.of(Words.READING.in(language()), Words.LEGEND.in(language())));
        story.answer().ifPresent(answer -> lines.add(Words.PATH_LEGEND.in(language())));
        return lines;
    }

    /// What a person hears who does not see the picture.
    String description() {
        return String.join(" ", heading()) + " " + Words.READING.in(language());
    }

    /// The heads of the columns.
    List<String> columns() {
        Language l = language();
        return List.of(
                Words.ISSUER.in(l),
                Words.ISSUER_KEY.in(l),
                Words.SUBJECT.in(l),
                Words.SUBJECT_KEY.in(l),
                Words.DOMAINS.in(l),
                Words.NOT_BEFORE.in(l),
                Words.NOT_AFTER.in(l),
                Words.STANDING.in(l),
                Words.LIMITS.in(l),
                Words.FINDINGS.in(l),
                Words.FINGERPRINT.in(l));
    }

    /// One row for every certificate, in the order of [TrustMap].
    List<List<String>> rows() {
        BoxText words = new BoxText(map);
        return map.certificates().stream().map(d -> row(d, words)).toList();
    }

    private List<String> row(DrawnCertificate drawn, BoxText words) {
        CaLabel issuer = map.node(drawn.issuer()).label();
        CaLabel subject = map.node(drawn.subject()).label();
        return List.of(
                issuer.full(),
                number(drawn.issuer()),
                subject.full(),
                number(drawn.subject()),
                map.crossesDomains(drawn) ? issuer.domain() + " → " + subject.domain() : issuer.domain(),
                JapanTime.moment(drawn.certificate().notBefore()),
                JapanTime.moment(drawn.certificate().notAfter()),
                words.standing(drawn),
                drawn.marks().stream().map(Mark::full).map(Xml::visible).collect(Collectors.joining("; ")),
                findings(drawn.findings()),
                drawn.fingerprint());
    }

    private String number(DrawnCertificate.End end) {
        return end.key() == 0 ? Words.UNKNOWN_KEY.in(language()) : Words.KEY.in(language(), end.key());
    }

    private String findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> Xml.visible(JapanTime.sentence(f, language())) + " ["
                        + f.check().clause() + "]")
                .collect(Collectors.joining("; "));
    }

    /// The whole picture in words, line by line.
    String alternative() {
        StringBuilder text = new StringBuilder(title()).append('\n');
        heading().forEach(line -> text.append(line).append('\n'));
        story.answer().ifPresent(answer -> paths(answer, text));
        List<String> columns = columns();
        for (List<String> row : rows()) {
            text.append('\n');
            for (int i = 0; i < columns.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    text.append(columns.get(i)).append(": ").append(row.get(i)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private void paths(PathAnswer answer, StringBuilder text) {
        answer.held().ifPresent(held -> {
            text.append('\n').append(Words.PATH.in(language())).append(":\n");
            line(text, "★ " + held.anchor());
            held.certificates().forEach(c -> line(text, "→ " + c.subject()));
        });
        int number = 1;
        for (CandidatePath candidate : answer.tried()) {
            text.append('\n').append(Words.CANDIDATE.in(language(), number++)).append(":\n");
            line(text, "★ " + candidate.anchor().map(TrustAnchor::toString).orElse(Words.NO_ANCHOR.in(language())));
            candidate.findings().forEach(f -> line(text, "  ✗ " + findings(List.of(f))));
            for (CandidatePath.Step step : candidate.steps()) {
                line(text, "→ " + step.certificate().subject());
                step.findings().forEach(f -> line(text, "  ✗ " + findings(List.of(f))));
            }
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(Xml.visible(line)).append('\n');
    }
}
