package kakehashi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kakehashi.contract.NodeFiles.Answer;
import kakehashi.contract.NodeFiles.Ask;
import kakehashi.testkit.HostileRepository;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the operator named is fetched from wherever it stands, and no more of it than was asked for.
class NodeFetchTest {
    private static final Bytes FILE = Bytes.ofHex("3000");

    private final HostileRepository node = new HostileRepository();
    private final NodeFetch fetch = new NodeFetch(100_000);

    @AfterEach
    void close() {
        node.close();
    }

    private Answer ask(String path, Optional<String> tag, int octets) {
        URI place = URI.create("http://127.0.0.1:" + node.address().getPort() + path);
        return fetch.fetch(new Ask(place, tag, octets, Duration.ofSeconds(5)));
    }

    @Test
    void fetchesAtAnyPortOfAnInnerAddressAndAsksForNewsOnly() {
        node.serves("/feed", "application/octet-stream", FILE);
        Answer.Had had = (Answer.Had) ask("/feed", Optional.empty(), 10_000);
        assertThat(had.octets()).isEqualTo(FILE);
        assertThat(had.tag()).isPresent();
        assertThat(ask("/feed", had.tag(), 10_000)).isEqualTo(new Answer.Same());
    }

    @Test
    void tellsWhatIsMissingFromWhatFails() {
        node.huge("/huge");
        assertThat(ask("/nothing", Optional.empty(), 10_000)).isEqualTo(new Answer.Missing());
        assertThat(ask("/huge", Optional.empty(), 10_000)).isEqualTo(new Answer.Failed("too-large"));
        assertThat(fetch.fetch(
                        new Ask(URI.create("http://127.0.0.1:1/"), Optional.empty(), 100, Duration.ofSeconds(5))))
                .isEqualTo(new Answer.Failed("unreachable"));
    }

    @Test
    void fetchesNothingButHttp() {
        for (String other : new String[] {"https://node.example/", "file:///etc/passwd", "ldap://node.example/"}) {
            assertThat(fetch.fetch(new Ask(URI.create(other), Optional.empty(), 100, Duration.ofSeconds(5))))
                    .as(other)
                    .isEqualTo(new Answer.Failed("not-fetched"));
        }
    }
}
