package kakehashi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.testkit.HostileRepository;
import kakehashi.web.AddressRange;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetcherTest {
    private static final FetchLimits LIMITS = new FetchLimits(100_000, Duration.ofMillis(700), 3);
    private static final String HOST = "http://partner.example";

    private final HostileRepository hostile = new HostileRepository();
    private final FetchBudget budget = new FetchBudget(150_000);
    private final Fetcher fetcher = new Fetcher(
            new OutgoingAddress(rules(Map.of("partner.example", hostile.address())), host -> List.of()), budget);

    @AfterEach
    void stop() {
        hostile.close();
    }

    private static OutgoingRules rules(Map<String, InetSocketAddress> hosts) {
        return new OutgoingRules(List.of(), List.of(), Set.of(80, 389), hosts, Optional.empty());
    }

    private FetchOutcome fetch(String path) {
        return fetcher.fetch(FetchPlace.parse(HOST + path).orElseThrow(), FetchAsk.PLAIN, LIMITS);
    }

    private FetchFailure failure(String path) {
        long start = System.nanoTime();
        FetchOutcome outcome = fetch(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1200));
        assertThat(outcome).isInstanceOf(FetchOutcome.Failed.class);
        assertThat(budget.held()).as("octets given back").isZero();
        assertThat(budget.peak()).isLessThanOrEqualTo(LIMITS.octets());
        return ((FetchOutcome.Failed) outcome).failure();
    }

    @Test
    void fetchesWithItsTagAndAsksForNewsOnly() {
        Bytes body = Bytes.ofHex("3000");
        hostile.serves("/a", "application/pkix-crl", body);
        FetchOutcome.Fetched fetched = (FetchOutcome.Fetched) fetch("/a");
        assertThat(fetched.pieces()).containsExactly(body);
        FetchPlace place = FetchPlace.parse(HOST + "/a").orElseThrow();
        assertThat(fetcher.fetch(place, FetchAsk.unless(fetched.tag()), LIMITS))
                .isEqualTo(new FetchOutcome.Unchanged());
        assertThat(fetcher.counts()).containsEntry("fetched", 1L).containsEntry("unchanged", 1L);
    }

    @Test
    void stopsWhatIsTooLargeAfterCountingNoMoreThanTheLimit() {
        hostile.huge("/huge")
                .endlessChunks("/chunks")
                .promises("/promise", "99999999999")
                .endlessHead("/head");
        assertThat(failure("/huge")).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(failure("/chunks")).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(failure("/promise")).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(failure("/head")).isEqualTo(FetchFailure.BAD_ANSWER);
    }

    @Test
    void stopsWhatIsTooSlowThoughEveryReadSucceeds() {
        hostile.drips("/drip").silent("/silent");
        assertThat(failure("/drip")).isEqualTo(FetchFailure.TOO_SLOW);
        assertThat(failure("/silent")).isEqualTo(FetchFailure.TOO_SLOW);
    }

    @Test
    void followsAFewRedirectsAndNoMore() {
        hostile.serves("/end", "text/plain", Bytes.ofHex("00"))
                .redirects("/one", "/two")
                .redirects("/two", HOST + "/end")
                .redirectsForEver("/ever");
        assertThat(fetch("/one")).isInstanceOf(FetchOutcome.Fetched.class);
        assertThat(failure("/ever")).isEqualTo(FetchFailure.TOO_MANY_REDIRECTS);
    }

    @Test
    void refusesRedirectsToInnerAddressesPortsAndSchemes() {
        List<String> inner = List.of(
                "http://127.0.0.1/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://192.168.1.1/",
                "http://[fd00::1]/",
                "http://0.0.0.0/");
        for (String location : inner) {
            hostile.redirects("/inner", location);
            assertThat(failure("/inner")).as(location).isEqualTo(FetchFailure.ADDRESS_REFUSED);
        }
        hostile.redirects("/port", "http://8.8.8.8:22/").redirects("/file", "file:///etc/passwd");
        assertThat(failure("/port")).isEqualTo(FetchFailure.NOT_FETCHED);
        assertThat(failure("/file")).isEqualTo(FetchFailure.NOT_FETCHED);
        hostile.redirects("/odd", "http://2130706433/");
        assertThat(failure("/odd")).isEqualTo(FetchFailure.NO_ADDRESS);
    }

    @Test
    void refusesCompressionThatNobodyAskedFor() {
        hostile.gzipBomb("/bomb", 64);
        assertThat(failure("/bomb")).isEqualTo(FetchFailure.BAD_ANSWER);
    }

    @Test
    void rfc9110_5_5_refusesFieldsWithControlCharactersWhichWouldGoIntoTheNextRequest() {
        hostile.serves("/cr", "text/plain\rX-Other: y", Bytes.ofHex("00"));
        assertThat(failure("/cr")).isEqualTo(FetchFailure.BAD_ANSWER);
    }

    @Test
    void tellsABrokenConnectionFromAnAbsentFile() {
        hostile.resets("/reset");
        assertThat(failure("/reset")).isEqualTo(FetchFailure.UNREACHABLE);
        assertThat(failure("/absent")).isEqualTo(FetchFailure.NOT_FOUND);
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndAsksTheNameServiceOnce() {
        List<InetAddress> answers = new ArrayList<>(
                List.of(AddressRange.parse("8.8.8.8").orElseThrow().network(), InetAddress.getLoopbackAddress()));
        List<String> asked = new ArrayList<>();
        OutgoingAddress outgoing = new OutgoingAddress(OutgoingRules.USUAL, host -> {
            asked.add(host);
            return List.of(answers.removeFirst());
        });
        FetchPlace place = FetchPlace.parse("http://rebinding.example/").orElseThrow();
        new Fetcher(outgoing, budget).fetch(place, FetchAsk.PLAIN, new FetchLimits(1000, Duration.ofMillis(200), 0));
        assertThat(asked).containsExactly("rebinding.example");
        FetchOutcome second = new Fetcher(outgoing, budget).fetch(place, FetchAsk.PLAIN, LIMITS);
        assertThat(second).isEqualTo(new FetchOutcome.Failed(FetchFailure.ADDRESS_REFUSED, "127.0.0.1"));
    }

    @Test
    void refusesANameOfWhichOneAddressIsInner() {
        OutgoingAddress outgoing = new OutgoingAddress(
                OutgoingRules.USUAL,
                host -> List.of(
                        AddressRange.parse("8.8.8.8").orElseThrow().network(), InetAddress.getLoopbackAddress()));
        FetchOutcome outcome = new Fetcher(outgoing, budget)
                .fetch(FetchPlace.parse("http://mixed.example/").orElseThrow(), FetchAsk.PLAIN, LIMITS);
        assertThat(((FetchOutcome.Failed) outcome).failure()).isEqualTo(FetchFailure.ADDRESS_REFUSED);
    }

    @Test
    void sendsTheWholeUrlToAProxy() {
        hostile.serves("http://far.example/crl", "application/pkix-crl", Bytes.ofHex("3000"));
        OutgoingRules rules =
                new OutgoingRules(List.of(), List.of(), Set.of(80), Map.of(), Optional.of(hostile.address()));
        Fetcher proxied = new Fetcher(new OutgoingAddress(rules, host -> List.of()), budget);
        assertThat(proxied.fetch(FetchPlace.parse("http://far.example/crl").orElseThrow(), FetchAsk.PLAIN, LIMITS))
                .isInstanceOf(FetchOutcome.Fetched.class);
        FetchOutcome inner = proxied.fetch(FetchPlace.parse("http://127.0.0.1/").orElseThrow(), FetchAsk.PLAIN, LIMITS);
        assertThat(((FetchOutcome.Failed) inner).failure()).isEqualTo(FetchFailure.ADDRESS_REFUSED);
    }

    @Test
    void readsOnlyUrlsOfHttpAndLdap() {
        List<String> refused = List.of(
                "https://a.example/",
                "ldaps://a.example/",
                "ftp://a.example/",
                "http://u:p@a.example/",
                "http://a.example/\r\nX: y",
                "http:///x",
                "ldap:///cn=x",
                "jar:http://a.example!/");
        assertThat(refused)
                .allSatisfy(url -> assertThat(FetchPlace.parse(url)).as(url).isEmpty());
        assertThat(FetchPlace.parse("HTTP://A.Example:8080").orElseThrow().url())
                .isEqualTo("http://a.example:8080/");
    }
}
