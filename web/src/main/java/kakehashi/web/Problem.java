package kakehashi.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A "no" or a failure, told to the caller as RFC 9457 has it, or as a page when a person asks.
public final class Problem {
    /// The media type of RFC 9457 §3.
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_SECONDS = 2;

    private final ProblemType type;
    private final Optional<Words> detail;
    private final Map<String, Object> members;

    private Problem(ProblemType type, Optional<Words> detail, Map<String, Object> members) {
        this.type = type;
        this.detail = detail;
        this.members = members;
    }

    /// A problem of that type.
    public static Problem of(ProblemType type) {
        return new Problem(type, Optional.empty(), Map.of());
    }

    /// The same problem with what is particular to this occurrence.
    public Problem because(Words words) {
        return new Problem(type, Optional.of(words), members);
    }

    /// The same problem with an extension member (RFC 9457 §3.2): a string, number, boolean, list or map of those.
    /// Refuses the names of the standard members.
    public Problem with(String name, Object value) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{2,}")
                || name.matches("type|title|status|detail|instance|requestId|retryable")) {
            throw new IllegalArgumentException("not the name of an extension member: " + name);
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(type, detail, more);
    }

    /// The answer in the language of the request: a page when the client prefers `text/html`, else JSON.
    public Response answer(Request request) {
        PageLanguage language = request.language();
        boolean page = request.bestOf(MEDIA_TYPE, "application/json", "text/html")
                .filter("text/html"::equals)
                .isPresent();
        Response answer = page
                ? ProblemPages.answer(type, detail, request)
                : Response.of(type.status()).withBody(MEDIA_TYPE, JsonText.bytes(json(language, request.id())));
        answer = answer.with("Cache-Control", "no-store").with("Content-Language", language.code());
        return isRetryable() ? answer.with("Retry-After", Integer.toString(RETRY_SECONDS)) : answer;
    }

    private boolean isRetryable() {
        return type.status() == 503 || type.status() == 429;
    }

    /// Its members; the standard's first.
    Map<String, Object> json(PageLanguage language, String requestId) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type.uri());
        json.put("title", type.title().in(language));
        json.put("status", type.status());
        json.put("detail", detail.orElse(type.advice()).in(language));
        json.put("requestId", requestId);
        json.put("retryable", isRetryable());
        json.putAll(members);
        return json;
    }
}
