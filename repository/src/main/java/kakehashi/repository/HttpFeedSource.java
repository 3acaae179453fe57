package kakehashi.repository;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Digest;
import kakehashi.web.AddressRange;
import kakehashi.x509.Bytes;

/// The feed as other public nodes serve it, for a node that has no database: one of them is asked, and when it does
/// not answer, the next. What comes is judged like what comes from a database: by the vault's signatures and
/// numbers.
public final class HttpFeedSource implements FeedSource {
    private static final FetchLimits LIMITS = new FetchLimits(FeedNews.MAX_OCTETS, Duration.ofSeconds(20), 0);
    private static final FetchLimits FILES = new FetchLimits(64 << 20, Duration.ofSeconds(60), 0);
    private static final List<AddressRange> ANYWHERE = List.of(
            AddressRange.parse("0.0.0.0/0").orElseThrow(),
            AddressRange.parse("::/0").orElseThrow());

    private final List<FetchPlace.Http> nodes;
    private final Fetcher fetcher;
    private int current;
    private String asked = "";
    private Optional<String> tag = Optional.empty();

    private HttpFeedSource(List<FetchPlace.Http> nodes) {
        this.nodes = nodes;
        Set<Integer> ports = new HashSet<>();
        nodes.forEach(node -> ports.add(node.port()));
        // The operator named the nodes, so neither ranges nor ports are asked about; redirects are not followed.
        OutgoingRules rules = new OutgoingRules(ANYWHERE, List.of(), ports, Map.of(), Optional.empty());
        this.fetcher = new Fetcher(OutgoingAddress.ofSystem(rules), new FetchBudget(FILES.octets()));
    }

    /// A source at these nodes.
    ///
    /// @param urls where nodes answer, such as `http://public-1.example.go.jp`, without a path
    /// @throws IllegalArgumentException when there is none, or one is no such URL
    public static HttpFeedSource at(List<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no node to follow");
        }
        return new HttpFeedSource(urls.stream().map(HttpFeedSource::node).toList());
    }

    private static FetchPlace.Http node(String url) {
        if (FetchPlace.parse(url).orElse(null) instanceof FetchPlace.Http node
                && node.target().equals("/")) {
            return node;
        }
        throw new IllegalArgumentException("not the http URL of a node: " + url);
    }

    @Override
    public synchronized News from(long number, int most) {
        FetchPlace.Http place = place("/feed/from/" + number);
        Optional<String> known = place.url().equals(asked) ? tag : Optional.empty();
        return switch (fetcher.fetch(place, FetchAsk.unless(known), LIMITS)) {
            case FetchOutcome.Fetched(List<Bytes> pieces, Optional<String> mark) -> {
                News news = FeedNews.read(pieces.getFirst(), most);
                asked = place.url();
                tag = mark;
                yield news;
            }
            case FetchOutcome.Unchanged _ -> new News(List.of(), Optional.empty());
            case FetchOutcome.Failed(FetchFailure failure, String _) -> throw next(failure);
        };
    }

    @Override
    public synchronized Optional<Bytes> file(Digest digest) {
        return switch (fetcher.fetch(place("/feed/crl/" + digest), FetchAsk.PLAIN, FILES)) {
            case FetchOutcome.Fetched(List<Bytes> pieces, Optional<String> _) -> Optional.of(pieces.getFirst());
            case FetchOutcome.Unchanged _ -> Optional.empty();
            case FetchOutcome.Failed(FetchFailure failure, String _) -> {
                if (failure == FetchFailure.NOT_FOUND) {
                    yield Optional.empty();
                }
                throw next(failure);
            }
        };
    }

    private FetchPlace.Http place(String path) {
        FetchPlace.Http node = nodes.get(current);
        return new FetchPlace.Http(node.host(), node.port(), path);
    }

    /// Turns to the next node.
    private RepositoryFailure next(FetchFailure failure) {
        String host = nodes.get(current).authority();
        current = (current + 1) % nodes.size();
        return new RepositoryFailure(host + ": " + failure.label(), null);
    }
}
