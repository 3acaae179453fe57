package kakehashi.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import kakehashi.x509.Bytes;

/// The files that pages load. Each has its hash in its address and is kept by browsers for good.
public enum Assets {
    /// The style sheet, ours.
    STYLE("kakehashi.css", "text/css; charset=utf-8"),
    /// What makes pages more convenient where scripts run; no page needs it.
    SCRIPT("kakehashi.js", "text/javascript; charset=utf-8"),
    /// The sign in the window's tab.
    ICON("kakehashi.svg", "image/svg+xml");

    private static final int HASH_DIGITS = 16;

    private final Representation representation;
    private final String path;

    Assets(String file, String mediaType) {
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            representation = Representation.of(mediaType, Bytes.wrap(in.readAllBytes()), CacheControl.FOREVER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String hash = representation.entityTag().substring(1, HASH_DIGITS + 1);
        path = "/assets/" + hash + "/" + file;
    }

    /// Where it is served.
    public String path() {
        return path;
    }

    /// The routes of all files. Every listener that shows pages needs them.
    public static List<Route> routes() {
        return Arrays.stream(values())
                .map(asset -> Route.get(asset.path, asset.representation::answer))
                .toList();
    }
}
