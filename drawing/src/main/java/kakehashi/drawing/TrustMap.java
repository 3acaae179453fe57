package kakehashi.drawing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.drawing.CaNode.Role;
import kakehashi.path.Language;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// What a picture shows, before anything is placed: names with their keys, certificates between keys. The order in
/// which the certificates come does not matter: the same set gives the same map.
///
/// @param nodes one for every name, sorted by name
/// @param certificates sorted by issuer, subject and age
/// @param view from where it is looked at
record TrustMap(List<CaNode> nodes, List<DrawnCertificate> certificates, GraphView view) {
    private static final int DOMAINS_OF_A_BRIDGE = 3;

    static TrustMap of(Collection<Certificate> material, GraphView view, PathStory story) {
        List<Certificate> sorted = material.stream()
                .distinct()
                .sorted(Comparator.comparing(Certificate::fingerprint))
                .toList();
        Map<Name, Integer> index = index(sorted, view.anchors());
        NodeKeys keys = new NodeKeys(sorted, view.anchors());
        List<DrawnCertificate> drawn = new ArrayList<>();
        for (Certificate c : sorted) {
            int subject = index.get(c.subject());
            int subjectKey = keys.of(c.subject()).indexOf(c.subjectPublicKeyInfo()) + 1;
            drawn.add(new DrawnCertificate(
                    c,
                    new DrawnCertificate.End(index.get(c.issuer()), keys.signerOf(c)),
                    new DrawnCertificate.End(subject, subjectKey),
                    standing(c, view),
                    Mark.of(c, view.language()),
                    story.part(c),
                    story.findings(c)));
        }
        drawn.sort(Comparator.<DrawnCertificate>comparingInt(d -> d.issuer().node())
                .thenComparingInt(d -> d.subject().node())
                .thenComparing(d -> d.certificate().notBefore())
                .thenComparing(d -> d.certificate().fingerprint()));
        List<CaNode> nodes = nodes(index, keys, drawn, view);
        return new TrustMap(withTarget(nodes, index, story), List.copyOf(drawn), view);
    }

    private static List<CaNode> withTarget(List<CaNode> nodes, Map<Name, Integer> index, PathStory story) {
        int target = story.target().map(c -> index.get(c.subject())).orElse(-1);
        return nodes.stream()
                .map(n -> n.index() == target && n.role() != Role.ANCHOR
                        ? new CaNode(n.index(), n.name(), n.label(), n.keys(), Role.TARGET)
                        : n)
                .toList();
    }

    /// Equal names may be written differently; the first in the order of fingerprints stands for all.
    private static Map<Name, Integer> index(List<Certificate> certificates, List<TrustAnchor> anchors) {
        Set<Name> names = new LinkedHashSet<>();
        anchors.forEach(anchor -> names.add(anchor.name()));
        certificates.forEach(c -> {
            names.add(c.subject());
            names.add(c.issuer());
        });
        List<Name> sorted = names.stream()
                .sorted(Comparator.comparing((Name n) -> n.toString()).thenComparing(Name::der))
                .toList();
        Map<Name, Integer> index = new HashMap<>();
        sorted.forEach(name -> index.put(name, index.size()));
        return index;
    }

    private static Standing standing(Certificate certificate, GraphView view) {
        if (view.revoked().containsKey(certificate)) {
            return Standing.REVOKED;
        }
        if (view.at().isBefore(certificate.notBefore())) {
            return Standing.NOT_YET_VALID;
        }
        return certificate.isValidAt(view.at()) ? Standing.VALID : Standing.EXPIRED;
    }

    private static List<CaNode> nodes(
            Map<Name, Integer> index, NodeKeys keys, List<DrawnCertificate> drawn, GraphView view) {
        List<Name> names = index.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        Map<Name, Name> others = view.language() == Language.JAPANESE ? otherNames(drawn, view) : Map.of();
        List<CaLabel> labels = names.stream()
                .map(name -> Optional.ofNullable(others.get(name))
                        .map(CaLabel.of(name)::called)
                        .orElseGet(() -> CaLabel.of(name)))
                .toList();
        Set<Name> anchors = view.anchors().stream().map(TrustAnchor::name).collect(Collectors.toSet());
        Tops tops = new Tops(names.size(), drawn);
        Set<Integer> derived = anchors.isEmpty() ? tops.uncertified() : Set.of();
        List<CaNode> nodes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Role role = anchors.contains(names.get(i)) ? Role.ANCHOR : derived.contains(i) ? Role.TOP : Role.CA;
            if (role == Role.CA) {
                role = plainRole(i, labels, drawn);
            }
            nodes.add(new CaNode(i, names.get(i), labels.get(i), keys.of(names.get(i)), role));
        }
        return List.copyOf(nodes);
    }

    /// CAs in Japan have their Japanese names as directoryNames among the alternative names of their certificates.
    private static Map<Name, Name> otherNames(List<DrawnCertificate> drawn, GraphView view) {
        Map<Name, Name> others = new HashMap<>();
        Stream.concat(
                        drawn.stream().map(DrawnCertificate::certificate),
                        view.anchors().stream().flatMap(anchor -> anchor.certificate().stream()))
                .sorted(Comparator.comparing(Certificate::fingerprint))
                .forEach(c -> c.subjectAltNames().stream()
                        .flatMap(n -> n instanceof GeneralName.DirectoryName(Name name) ? Stream.of(name) : Stream.of())
                        .findFirst()
                        .ifPresent(name -> others.putIfAbsent(c.subject(), name)));
        return others;
    }

    private static Role plainRole(int node, List<CaLabel> labels, List<DrawnCertificate> drawn) {
        if (foreignDomains(node, labels, drawn) >= DOMAINS_OF_A_BRIDGE) {
            return Role.BRIDGE;
        }
        boolean authority = drawn.stream()
                .anyMatch(d -> d.issuer().node() == node
                        || d.subject().node() == node
                                && (d.certificate().version() < 3
                                        || d.certificate()
                                                .basicConstraints()
                                                .map(b -> b.ca())
                                                .orElse(false)));
        return authority ? Role.CA : Role.SUBSCRIBER;
    }

    private static long foreignDomains(int node, List<CaLabel> labels, List<DrawnCertificate> drawn) {
        return drawn.stream()
                .filter(d -> d.issuer().node() == node)
                .map(d -> labels.get(d.subject().node()).domainKey())
                .filter(domain -> !domain.equals(labels.get(node).domainKey()))
                .distinct()
                .count();
    }

    /// To how many other domains a node issues.
    long foreignDomains(CaNode node) {
        return foreignDomains(node.index(), nodes.stream().map(CaNode::label).toList(), certificates);
    }

    /// The domains as they are first written, in the order of the nodes.
    List<String> domains() {
        Set<String> seen = new HashSet<>();
        return nodes.stream()
                .map(CaNode::label)
                .filter(label -> seen.add(label.domainKey()))
                .map(CaLabel::domain)
                .toList();
    }

    CaNode node(DrawnCertificate.End end) {
        return nodes.get(end.node());
    }

    boolean crossesDomains(DrawnCertificate drawn) {
        return !node(drawn.issuer())
                .label()
                .domainKey()
                .equals(node(drawn.subject()).label().domainKey());
    }

    long count(Standing standing) {
        return certificates.stream().filter(d -> d.standing() == standing).count();
    }

    /// The nodes from which the picture is read.
    List<CaNode> tops() {
        List<CaNode> anchors =
                nodes.stream().filter(n -> n.role() == Role.ANCHOR).toList();
        return anchors.isEmpty()
                ? nodes.stream().filter(n -> n.role() == Role.TOP).toList()
                : anchors;
    }
}
