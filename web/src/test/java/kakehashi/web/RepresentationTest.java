package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;

class RepresentationTest {
    private static final Instant SINCE = Instant.parse("2026-04-01T09:08:07Z");
    private static final Representation TEN = Representation.of(
                    "application/pkix-crl",
                    Bytes.wrap("0123456789".getBytes(StandardCharsets.US_ASCII)),
                    CacheControl.publicUntil(SINCE.plusSeconds(90), SINCE))
            .since(SINCE);

    private static Request get() {
        return Request.of(Method.GET, "/a.crl");
    }

    private static String body(Response response) {
        return response.content() instanceof Response.Content.Whole whole
                ? new String(whole.bytes().toArray(), StandardCharsets.US_ASCII)
                : "";
    }

    @Test
    void answersWholeWithItsTagAndTime() {
        Response response = TEN.answer(get());
        assertThat(response.status()).isEqualTo(200);
        assertThat(body(response)).isEqualTo("0123456789");
        assertThat(response.header("ETag"))
                .hasValueSatisfying(tag -> assertThat(tag).matches("\"[0-9a-f]{32}\""));
        assertThat(response.header("Last-Modified")).contains("Wed, 01 Apr 2026 09:08:07 GMT");
        assertThat(response.header("Cache-Control")).contains("public, max-age=90, no-transform, must-revalidate");
    }

    @Test
    void rfc9110_13_2_2_looksAtTagsBeforeTimes() {
        assertThat(TEN.answer(get().with("If-None-Match", "\"x\", W/" + TEN.entityTag()))
                        .status())
                .isEqualTo(304);
        assertThat(TEN.answer(get().with("If-None-Match", "*")).status()).isEqualTo(304);
        Request both = get().with("If-None-Match", "\"x\"").with("If-Modified-Since", "Wed, 01 Apr 2026 09:08:07 GMT");
        assertThat(TEN.answer(both).status()).isEqualTo(200);
        assertThat(TEN.answer(get().with("If-Modified-Since", "Wed, 01 Apr 2026 09:08:07 GMT"))
                        .status())
                .isEqualTo(304);
        assertThat(TEN.answer(get().with("If-Modified-Since", "Wed, 01 Apr 2026 09:08:06 GMT"))
                        .status())
                .isEqualTo(200);
        assertThat(TEN.answer(get().with("If-Modified-Since", "yesterday")).status())
                .isEqualTo(200);
    }

    @Test
    void rfc9110_14_2_answersOneRange() {
        assertPart("bytes=2-4", 206, "234", "bytes 2-4/10");
        assertPart("bytes=7-", 206, "789", "bytes 7-9/10");
        assertPart("bytes=-3", 206, "789", "bytes 7-9/10");
        assertPart("bytes=-99", 206, "0123456789", "bytes 0-9/10");
        assertPart("bytes=5-99", 206, "56789", "bytes 5-9/10");
        assertPart("bytes=10-", 416, "", "bytes */10");
        assertPart("bytes=-0", 416, "", "bytes */10");
    }

    private static void assertPart(String range, int status, String body, String contentRange) {
        Response response = TEN.answer(get().with("Range", range));
        assertThat(response.status()).as(range).isEqualTo(status);
        assertThat(body(response)).isEqualTo(body);
        assertThat(response.header("Content-Range")).contains(contentRange);
    }

    @Test
    void answersWholeWhereARangeDoesNotCount() {
        for (String range : new String[] {"bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=x-1"}) {
            assertThat(TEN.answer(get().with("Range", range)).status())
                    .as(range)
                    .isEqualTo(200);
        }
        Request changed = get().with("Range", "bytes=0-1").with("If-Range", "\"old\"");
        assertThat(TEN.answer(changed).status()).isEqualTo(200);
        Request same = get().with("Range", "bytes=0-1").with("If-Range", TEN.entityTag());
        assertThat(TEN.answer(same).status()).isEqualTo(206);
        Request head = Request.of(Method.HEAD, "/a.crl").with("Range", "bytes=0-1");
        assertThat(TEN.answer(head).status()).isEqualTo(200);
    }

    @Test
    void mayNotBeKeptPastItsEnd() {
        assertThat(CacheControl.publicUntil(SINCE, SINCE)).isEqualTo(CacheControl.NO_STORE);
        assertThat(CacheControl.publicUntil(SINCE, SINCE.plusSeconds(1))).isEqualTo(CacheControl.NO_STORE);
        assertThat(CacheControl.publicFor(Duration.ofHours(1)).value()).isEqualTo("public, max-age=3600");
    }
}
