package kakehashi.repository;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.NodeFiles;
import kakehashi.contract.NodeFiles.Answer;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// The feed as other public nodes serve it, for a node that has no database: one of them is asked, and when it does
/// not answer, the next. What comes is judged like what comes from a database: by the vault's signatures and
/// numbers.
public final class HttpFeedSource implements FeedSource {
    /// The most octets that it asks for at a time: a CRL of a large CA.
    public static final int MAX_OCTETS = 64 << 20;

    private static final Duration NEWS_TIME = Duration.ofSeconds(20);
    private static final Duration FILE_TIME = Duration.ofSeconds(60);

    private final List<URI> nodes;
    private final NodeFiles files;
    private int current;
    private String asked = "";
    private Optional<String> tag = Optional.empty();

    private HttpFeedSource(List<URI> nodes, NodeFiles files) {
        this.nodes = nodes;
        this.files = files;
    }

    /// A source at these nodes.
    ///
    /// @param urls where nodes answer, such as `http://public-1.example.go.jp`, without a path
    /// @param files who fetches from them
    /// @throws IllegalArgumentException when there is none, or one is no such URL
    public static HttpFeedSource at(List<String> urls, NodeFiles files) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no node to follow");
        }
        return new HttpFeedSource(urls.stream().map(HttpFeedSource::node).toList(), files);
    }

    private static URI node(String url) {
        try {
            URI node = new URI(url);
            boolean plain = "http".equalsIgnoreCase(node.getScheme())
                    && node.getHost() != null
                    && node.getRawUserInfo() == null
                    && Set.of("", "/").contains(node.getRawPath())
                    && node.getRawQuery() == null
                    && node.getRawFragment() == null;
            if (plain) {
                return node;
            }
        } catch (URISyntaxException e) {
            // As one that can be read and is another kind.
        }
        throw new IllegalArgumentException("not the http URL of a node: " + url);
    }

    @Override
    public synchronized News from(long number, int most) {
        URI place = place("/feed/from/" + number);
        Optional<String> known = place.toString().equals(asked) ? tag : Optional.empty();
        return switch (files.fetch(new NodeFiles.Ask(place, known, FeedNews.MAX_OCTETS, NEWS_TIME))) {
            case Answer.Had(Bytes octets, Optional<String> mark) -> {
                News news = FeedNews.read(octets, most);
                asked = place.toString();
                tag = mark;
                yield news;
            }
            case Answer.Same _ -> new News(List.of(), Optional.empty());
            case Answer.Missing _ -> throw next("not-found");
            case Answer.Failed(String word) -> throw next(word);
        };
    }

    @Override
    public Optional<Bytes> file(Digest digest) {
        return file("/feed/crl/" + digest, MAX_OCTETS);
    }

    /// It is asked for where everybody finds it.
    @Override
    public Optional<Bytes> certificate(Id authority, SerialNumber serial, Digest digest) {
        return file(PublishedFiles.path(authority, serial), CertificateFile.LONGEST);
    }

    private synchronized Optional<Bytes> file(String path, int most) {
        NodeFiles.Ask ask = new NodeFiles.Ask(place(path), Optional.empty(), most, FILE_TIME);
        return switch (files.fetch(ask)) {
            case Answer.Had(Bytes octets, Optional<String> _) -> Optional.of(octets);
            case Answer.Same _, Answer.Missing _ -> Optional.empty();
            case Answer.Failed(String word) -> throw next(word);
        };
    }

    private URI place(String path) {
        return nodes.get(current).resolve(path);
    }

    /// Turns to the next node.
    private RepositoryFailure next(String why) {
        String host = nodes.get(current).getAuthority();
        current = (current + 1) % nodes.size();
        return new RepositoryFailure(host + ": " + why, null);
    }
}
