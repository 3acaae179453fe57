package kakehashi.collection;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kakehashi.collection.PartnerDomain.Bounds;
import kakehashi.collection.PartnerDomain.Follow;
import kakehashi.collection.PartnerDomain.Selection;
import kakehashi.web.AddressRange;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// Reads what is configured of collecting from a reviewable text (TOML). All that is wrong is reported together,
/// each with its line; an unknown key is wrong.
///
/// ```toml
/// [outgoing]
/// allow = ["10.0.0.0/8"]
/// ports = [80, 389]
/// proxy = "192.0.2.8:3128"
/// hosts = { "repo.example.jp" = "192.0.2.9:8080" }
///
/// [limits]
/// octets = 33554432
/// time = "PT20S"
///
/// [[directory]]
/// subtree = "O=Example,C=JP"
/// url = "ldap://ldap.example.jp"
///
/// [[domain]]
/// name = "Example"
/// pins = """-----BEGIN CERTIFICATE----- …"""
/// places = ["http://repo.example.jp/ca.p7c"]
/// follow = ["sia", "crl"]
/// ```
public final class CollectText {
    private final CollectTable root;

    private CollectText(CollectTable root) {
        this.root = root;
    }

    /// What came of reading.
    public sealed interface Result {
        /// The text is whole.
        record Plan(CollectPlan plan) implements Result {}

        /// The text is wrong at these places.
        record Faults(List<Fault> faults) implements Result {}
    }

    /// Something wrong.
    ///
    /// @param line counted from 1
    /// @param key where, such as `limits.octets`
    /// @param sentence what is wrong, for an operator
    public record Fault(int line, String key, String sentence) {}

    /// Reads the text.
    public static Result read(String text) {
        List<Fault> faults = new ArrayList<>();
        Optional<CollectPlan> plan = CollectTable.parse(text, faults).map(table -> new CollectText(table).plan());
        return faults.isEmpty() && plan.isPresent() ? new Result.Plan(plan.get()) : new Result.Faults(faults);
    }

    private CollectPlan plan() {
        root.keys("outgoing", "limits", "on-demand", "directory", "domain");
        CollectTable limits = root.table("limits").keys("octets", "time", "redirects", "total-octets");
        Map<Name, FetchPlace.Ldap> directories = new LinkedHashMap<>();
        root.tables("directory").forEach(table -> directory(table.keys("subtree", "url"), directories));
        return new CollectPlan(
                limits(limits, FetchLimits.USUAL),
                limits.number("total-octets", 256L << 20, 1L << 40),
                onDemand(
                        root.table("on-demand").keys("octets", "time", "redirects", "fetches", "parallel", "per-host")),
                outgoing(root.table("outgoing").keys("allow", "deny", "ports", "proxy", "hosts")),
                new FetchDirectories(directories),
                domains());
    }

    private static FetchLimits limits(CollectTable table, FetchLimits usual) {
        return new FetchLimits(
                (int) table.number("octets", usual.octets(), 1 << 30), table.duration("time", usual.time()), (int)
                        table.number("redirects", usual.redirects(), 10));
    }

    private static CollectPlan.OnDemand onDemand(CollectTable table) {
        CollectPlan.OnDemand usual = CollectPlan.OnDemand.USUAL;
        return new CollectPlan.OnDemand(
                limits(table, usual.limits()),
                (int) table.number("fetches", usual.fetches(), 100),
                (int) table.number("parallel", usual.parallel(), 1000),
                (int) table.number("per-host", usual.perHost(), 1000));
    }

    private static OutgoingRules outgoing(CollectTable table) {
        Set<Integer> ports = new HashSet<>(table.list(
                "ports", Long.class, port -> Optional.of(port.intValue()).filter(CollectText::isPort)));
        Map<String, InetSocketAddress> hosts = new LinkedHashMap<>();
        CollectTable map = table.table("hosts");
        for (String host : map.allKeys()) {
            map.text(host, CollectText::address)
                    .ifPresent(address -> hosts.put(host.toLowerCase(Locale.ROOT), address));
        }
        return new OutgoingRules(
                table.list("allow", String.class, AddressRange::parse),
                table.list("deny", String.class, AddressRange::parse),
                table.has("ports") ? ports : OutgoingRules.USUAL.ports(),
                hosts,
                table.has("proxy") ? table.text("proxy", CollectText::address) : Optional.empty());
    }

    private static boolean isPort(int port) {
        return port > 0 && port < 1 << 16;
    }

    /// An address in digits and a port: what stands in for names must not need a name service.
    private static Optional<InetSocketAddress> address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        return AddressRange.parse(host)
                .filter(range -> isPort(port) && !host.contains("/"))
                .map(range -> new InetSocketAddress(range.network(), port));
    }

    private static void directory(CollectTable table, Map<Name, FetchPlace.Ldap> directories) {
        Optional<Name> subtree = table.text("subtree", CollectText::name);
        Optional<FetchPlace> url = table.text("url", FetchPlace::parse);
        if (subtree.isPresent() && url.orElse(null) instanceof FetchPlace.Ldap ldap) {
            directories.put(subtree.get(), ldap);
        } else if (url.isPresent()) {
            table.fault("url", "LDAP の URL ではありません / is no LDAP URL");
        }
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(Name.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<PartnerDomain> domains() {
        List<PartnerDomain> domains = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (CollectTable table : root.tables("domain")) {
            table.keys(
                    "name",
                    "pins",
                    "places",
                    "follow",
                    "within",
                    "except",
                    "every",
                    "most-places",
                    "most-certificates",
                    "history",
                    "history-octets");
            String name = table.text("name", text -> Optional.of(text).filter(one -> !one.isBlank()))
                    .orElse("");
            if (!name.isEmpty() && !names.add(name)) {
                table.fault("name", "同じ名前が二度あります / is there twice");
            }
            domains.add(domain(name, table));
        }
        return domains;
    }

    private static PartnerDomain domain(String name, CollectTable table) {
        Function<String, Optional<Name>> toName = CollectText::name;
        return new PartnerDomain(
                name,
                table.text("pins", CollectText::pins).orElse(List.of()),
                table.list("places", String.class, FetchPlace::parse),
                table.has("follow")
                        ? Set.copyOf(table.list("follow", String.class, CollectText::follow))
                        : EnumSet.allOf(Follow.class),
                new Selection(table.list("within", String.class, toName), table.list("except", String.class, toName)),
                bounds(table));
    }

    private static Bounds bounds(CollectTable table) {
        Bounds usual = Bounds.USUAL;
        return new Bounds(
                table.duration("every", usual.every()),
                (int) table.number("most-places", usual.places(), 10_000),
                (int) table.number("most-certificates", usual.certificates(), 100_000),
                table.duration("history", usual.history()),
                table.number("history-octets", usual.historyOctets(), 1L << 40));
    }

    private static Optional<List<Certificate>> pins(String text) {
        return CollectParcel.read(List.of(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8))))
                .map(CollectParcel::certificates)
                .filter(pins -> !pins.isEmpty());
    }

    private static Optional<Follow> follow(String text) {
        for (Follow one : Follow.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// A duration as ISO 8601 writes it, positive.
    static Optional<Duration> positive(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(time -> time.isPositive());
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
