package kakehashi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// The public zone under load: a whole node in its own process on the first core, the load on the second.
final class ValidationMeasure {
    static final int KNOWN = 1_000_000;
    private static final int CONNECTIONS = 64;
    private static final int LDAP_CONNECTIONS = 16;
    private static final int DIFFERENT = 2_000;
    private static final int WARM_UP = 8_000;
    private static final int FEWEST_WARM_UPS = 6;
    private static final int MOST_WARM_UPS = 24;
    private static final double MOST_COMPILING = 0.02;
    private static final Path FOLDER = Path.of("bench", "target", "public");

    private final Effort effort;
    private final PublicFounding founding;
    private final ServerProcess node;
    private final int http;
    private final int ldap;
    private final List<Figure> figures;

    private ValidationMeasure(Effort effort, PublicFounding founding, ServerProcess node, List<Figure> figures) {
        this.effort = effort;
        this.founding = founding;
        this.node = node;
        this.figures = figures;
        String[] ports = node.line().split(" ");
        this.http = Integer.parseInt(ports[0]);
        this.ldap = Integer.parseInt(ports[1]);
    }

    static List<Figure> run(Effort effort) throws IOException, InterruptedException {
        Path folder = FOLDER.toAbsolutePath();
        IssuingVault.delete(folder);
        List<Figure> figures = new ArrayList<>();
        Corretto.first(true);
        PublicFounding founding = new PublicFounding();
        founding.found(folder, KNOWN);
        ServerProcess.leaveFirstCore();
        Corretto.first(false);
        try {
            if (isWanted("start")) {
                figures.addAll(StartMeasure.run(effort, founding, folder));
            }
            try (ServerProcess node = node(folder)) {
                new ValidationMeasure(effort, founding, node, figures).measure();
            }
        } finally {
            IssuingVault.delete(folder);
        }
        if (isWanted("cold")) {
            figures.add(ColdMeasure.run(effort));
        }
        if (isWanted("status")) {
            figures.addAll(StatusMeasure.run(effort));
        }
        return figures;
    }

    private static ServerProcess node(Path folder) {
        return ServerProcess.java("kakehashi.bench.PublicNode", folder.toString());
    }

    private void measure() throws IOException, InterruptedException {
        if (isWanted("ocsp")) {
            ocsp();
        }
        if (isWanted("validations")) {
            validations();
        }
        if (isWanted("ldap")) {
            ldap();
        }
        if (isWanted("update")) {
            update();
        }
    }

    /// Whether a part is to be measured: all, or those of `-Dkakehashi.bench.parts=ocsp,ldap`.
    private static boolean isWanted(String part) {
        return System.getProperty("kakehashi.bench.parts", part).contains(part);
    }

    private List<byte[]> requests(Function<Integer, byte[]> made) {
        return IntStream.range(0, DIFFERENT).boxed().map(made).toList();
    }

    private NioLoad load(List<byte[]> questions) {
        return new NioLoad(http, CONNECTIONS, questions, NioLoad::http);
    }

    /// All in turns, so that what disturbs disturbs all alike.
    private void ocsp() throws IOException {
        List<byte[]> gets = requests(i -> PublicFounding.get(founding.ocsp(i)));
        Load get = new Load(load(gets), node);
        Load post = new Load(load(requests(i -> PublicFounding.postOcsp(founding.ocsp(i)))), node);
        Load nonce = new Load(load(requests(i -> PublicFounding.postOcsp(founding.ocspWithNonce(i)))), node);
        List<Load> loads = new ArrayList<>(List.of(get, post, nonce));
        Optional<NginxPeer.Running> nginx =
                NginxPeer.start(FOLDER.toAbsolutePath().resolve("nginx"), HttpOnce.body(http, gets.getFirst()));
        Optional<Load> peer =
                nginx.map(n -> new Load(new NioLoad(n.port(), CONNECTIONS, gets, NioLoad::http), n.process()));
        peer.ifPresent(loads::add);
        try {
            inTurns(loads);
        } finally {
            nginx.ifPresent(n -> n.process().close());
        }
        cached(get, post, peer);
        figures.add(Figure.atLeast(
                "validation.ocsp-nonce",
                "OCSP with nonce, P-256, answers a CPU second",
                nonce.median().perCpuSecond(),
                "/s",
                15_000));
        beside("validation.ocsp-nonce", "OCSP with nonce", nonce.median());
    }

    private void cached(Load get, Load post, Optional<Load> peer) {
        figures.add(Figure.atLeast(
                "validation.ocsp-get",
                "OCSP GET, cached, answers a CPU second",
                get.median().perCpuSecond(),
                "/s",
                60_000));
        peer.ifPresent(n -> figures.add(Figure.atLeast(
                "validation.ocsp-get.nginx",
                "OCSP GET, cached: of nginx serving the same octets",
                get.ratio(n),
                "×",
                0.5)));
        peer.ifPresent(n -> beside("validation.nginx", "nginx", n.median()));
        beside("validation.ocsp-get", "OCSP GET", get.median());
        figures.add(Figure.atMost("validation.ocsp-get.p99", "OCSP GET, p99", get.p99(), "ms", 5));
        figures.add(Figure.atLeast(
                "validation.ocsp-post",
                "OCSP POST, cached, answers a CPU second",
                post.median().perCpuSecond(),
                "/s",
                40_000));
        beside("validation.ocsp-post", "OCSP POST", post.median());
    }

    /// One of several loads that are measured in turns.
    private record Load(NioLoad load, ServerProcess server, List<NioLoad.Result> results) {
        Load(NioLoad load, ServerProcess server) {
            this(load, server, new ArrayList<>());
        }

        NioLoad.Result median() {
            return ValidationMeasure.median(results);
        }

        double p99() {
            return Rounds.quantile(
                    results.stream().map(NioLoad.Result::p99Millis).toList(), 0.5);
        }

        /// How many times the answers of the other: the median over the rounds.
        double ratio(Load other) {
            return Rounds.quantile(
                    IntStream.range(0, results.size())
                            .mapToObj(i -> results.get(i).perCpuSecond()
                                    / other.results.get(i).perCpuSecond())
                            .toList(),
                    0.5);
        }
    }

    private void inTurns(List<Load> loads) {
        for (int round = 0; round < effort.times(4, 8); round++) {
            loads.forEach(load -> load.load.askFor(effort.times(2, 4), load.server));
        }
        for (int round = 0; round < effort.times(7, 11); round++) {
            loads.forEach(load -> load.results.add(load.load.askFor(effort.times(1, 3), load.server)));
        }
    }

    private void beside(String id, String what, NioLoad.Result result) {
        figures.add(Figure.beside(id + ".cpu", what + ": CPU an answer", result.micros(), "µs"));
        figures.add(Figure.beside(id + ".rate", what + ": answers a second, elapsed", result.perSecond(), "/s"));
    }

    private static NioLoad.Result median(List<NioLoad.Result> rounds) {
        List<NioLoad.Result> sorted = new ArrayList<>(rounds);
        sorted.sort(java.util.Comparator.comparingDouble(NioLoad.Result::perCpuSecond));
        return sorted.get(sorted.size() / 2);
    }

    private void validations() {
        String[] bare = node.tell("bare").split(" ");
        double cryptography = Double.parseDouble(bare[0]) + Double.parseDouble(bare[1]);
        figures.add(
                Figure.beside("validation.bare", "one P-256 verification and one signature, bare", cryptography, "µs"));
        int round = effort.times(4_000, 20_000);
        int rounds = effort.times(5, 9);
        List<Door> doors = List.of(
                new Door("scvp", "SCVP", PublicFounding::scvp), new Door("json", "JSON, signed", PublicFounding::json));
        List<Load> loads = doors.stream()
                .map(door -> new Load(load(questions(door, (rounds + 1) * round)), node))
                .toList();
        warmUp(doors);
        for (int i = 1; i <= rounds; i++) {
            int first = i * round;
            loads.forEach(load -> load.results.add(load.load.ask(first, round, node)));
        }
        for (int i = 0; i < doors.size(); i++) {
            told(doors.get(i), loads.get(i).median(), cryptography);
        }
    }

    /// A door of the certificate validation server.
    private record Door(String id, String what, Function<Certificate, byte[]> asked) {}

    private List<byte[]> questions(Door door, int count) {
        return founding.officials(count).stream().map(door.asked).toList();
    }

    /// Until the compilers have little left to do. Here too every certificate is asked about once: SCVP answers
    /// that are given again would warm nothing but the memory for them.
    private void warmUp(List<Door> doors) {
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            double all = node.allCpuSeconds();
            double work = node.cpuSeconds();
            doors.forEach(door -> load(questions(door, WARM_UP)).ask(0, WARM_UP, node));
            double spent = node.allCpuSeconds() - all;
            double compilers = spent - (node.cpuSeconds() - work);
            if (i >= FEWEST_WARM_UPS && compilers < MOST_COMPILING * spent) {
                return;
            }
        }
    }

    private void told(Door door, NioLoad.Result result, double cryptography) {
        figures.add(Figure.atLeast(
                "validation." + door.id,
                door.what + " of different P-256 certificates, answers a CPU second",
                result.perCpuSecond(),
                "/s",
                8_000));
        figures.add(Figure.atMost(
                "validation." + door.id + ".rest",
                door.what + ": everything but cryptography, CPU an answer",
                result.micros() - cryptography,
                "µs",
                55));
        beside("validation." + door.id, door.what, result);
    }

    private void ldap() throws IOException, InterruptedException {
        List<byte[]> question = List.of(LdapPeers.question());
        Load ours = new Load(new NioLoad(ldap, LDAP_CONNECTIONS, question, LdapPeers::length), node);
        List<Load> loads = new ArrayList<>(List.of(ours));
        Optional<LdapPeers.OpenLdap> peer =
                LdapPeers.openLdap(FOLDER.toAbsolutePath().resolve("slapd"), founding.crl());
        peer.ifPresent(p ->
                loads.add(new Load(new NioLoad(p.port(), LDAP_CONNECTIONS, question, LdapPeers::length), p.process())));
        try {
            inTurns(loads);
        } finally {
            peer.ifPresent(p -> p.process().close());
        }
        String what = "LDAP base reads of a CRL of " + founding.crl().length() / 1000 + " kB";
        peer.ifPresent(p -> figures.add(Figure.atLeast(
                "validation.ldap", what + ": of OpenLDAP's a CPU second", ours.ratio(loads.getLast()), "×", 2)));
        beside("validation.ldap", what, ours.median());
        peer.ifPresent(
                p -> beside("validation.openldap", "OpenLDAP", loads.getLast().median()));
    }

    /// From the moment at which the feed has a revocation until OCSP says so.
    private void update() throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < effort.times(5, 20); i++) {
            int number = KNOWN - 1 - i;
            byte[] question = PublicFounding.get(founding.ocsp(number));
            Bytes before = HttpOnce.body(http, question);
            long began = System.nanoTime();
            node.tell("revoke " + PublicFeed.serial(number).contents());
            while (HttpOnce.body(http, question).equals(before)) {
                Thread.onSpinWait();
            }
            millis.add((System.nanoTime() - began) / 1e6);
        }
        figures.add(Figure.atMost(
                "validation.update",
                "a revocation in the feed is told by OCSP after, at most",
                Rounds.quantile(millis, 1),
                "ms",
                1_000));
    }
}
