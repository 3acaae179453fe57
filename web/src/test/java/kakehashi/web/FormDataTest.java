package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormDataTest {
    private static Optional<FormData> read(String type, String body) {
        return FormData.read(Request.of(Method.POST, "/form")
                .with("Content-Type", type)
                .withBody(Bytes.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static Optional<FormData> multipart(String body) {
        return read("multipart/form-data; boundary=----x1", body.replace("\n", "\r\n"));
    }

    @Test
    void rfc7578_readsFieldsAndFiles() {
        FormData data = multipart("""
                ------x1
                Content-Disposition: form-data; name="remark"

                二行
                --目
                ------x1
                Content-Disposition: form-data; name="file"; filename="証明書.cer"
                Content-Type: application/octet-stream

                \u0001\u0002
                ------x1
                Content-Disposition: form-data; name="other"; filename=""
                Content-Type: application/octet-stream


                ------x1--
                """).orElseThrow();
        assertThat(data.text("remark")).isEqualTo("二行\r\n--目");
        assertThat(data.text("file")).isEmpty();
        assertThat(data.files("file")).singleElement().satisfies(file -> {
            assertThat(file.file()).contains("証明書.cer");
            assertThat(file.content()).isEqualTo(Bytes.ofHex("0102"));
        });
        assertThat(data.files("other")).isEmpty();
    }

    @Test
    void readsAnUrlEncodedForm() {
        FormData data = read("application/x-www-form-urlencoded; charset=UTF-8", "a=1+2&b=%E3%81%82&a=3")
                .orElseThrow();
        assertThat(data.text("a")).isEqualTo("1 2");
        assertThat(data.text("b")).isEqualTo("あ");
        assertThat(data.files("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "------x1",
                "------x1\n",
                "------x1\nContent-Disposition: form-data; name=\"a\"\n\n1",
                "------x1\n\nno head\n------x1--",
                "------x1\nContent-Disposition: form-data\n\n1\n------x1--",
                "preamble\n------x1--"
            })
    void refusesWhatIsNoForm(String body) {
        assertThat(multipart(body)).isEmpty();
    }

    @Test
    void refusesTooManyFieldsOtherTypesAndNoBoundary() {
        String field = "------x1\nContent-Disposition: form-data; name=\"a\"\n\n1\n";
        assertThat(multipart(field.repeat(64) + "------x1--")).isPresent();
        assertThat(multipart(field.repeat(65) + "------x1--")).isEmpty();
        assertThat(read("text/plain", "a=1")).isEmpty();
        assertThat(read("multipart/form-data", "--\r\n")).isEmpty();
    }
}
