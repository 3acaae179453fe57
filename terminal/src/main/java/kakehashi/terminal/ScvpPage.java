package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.validation.ScvpClient;
import kakehashi.x509.CertReference;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.CvResponse;
import kakehashi.x509.PkcReference;
import kakehashi.x509.ResponseStatus;
import kakehashi.x509.ValidationError;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What came of an SCVP response, for a person and for a program.
///
/// @param received what the client says of the response
/// @param console what is talked to
record ScvpPage(ScvpClient.Received received, Console console) {
    /// The answer to the shell.
    ExitCode code() {
        return switch (received) {
            case ScvpClient.Received.Believed(CvResponse response, var signer) ->
                response.replyObjects().stream().map(ScvpPage::code).reduce(ExitCode.YES, ExitCode::or);
            case ScvpClient.Received.Refused _, ScvpClient.Received.NotBelieved _ -> ExitCode.INDETERMINATE;
        };
    }

    private static ExitCode code(CertReply reply) {
        return switch (reply.replyStatus()) {
            case SUCCESS, WANT_BACK_UNSATISFIED -> ExitCode.YES;
            case CERT_PATH_CONSTRUCT_FAIL, CERT_PATH_NOT_VALID, MALFORMED_PKC, MALFORMED_AC -> ExitCode.NO;
            case CERT_PATH_NOT_VALID_NOW, UNAVAILABLE_VALIDATION_TIME, REFERENCE_CERT_HASH_FAIL ->
                ExitCode.INDETERMINATE;
        };
    }

    void show() {
        switch (received) {
            case ScvpClient.Received.Believed(CvResponse response, var signer) -> {
                console.verdict(code(), console.say(verdict(code())));
                signer.ifPresent(
                        s -> console.line(console.say(new Phrase("署名者: %s", "Signed by: %s").with(s.subject()))));
                response.replyObjects().forEach(this::show);
            }
            case ScvpClient.Received.Refused(CvResponse response) ->
                console.verdict(
                        code(),
                        console.say(new Phrase("サーバは要求を処理しませんでした: %s", "The server did not work on the request: %s")
                                .with(words(response.responseStatus()))));
            case ScvpClient.Received.NotBelieved(String reason) ->
                console.verdict(
                        code(),
                        console.say(new Phrase("応答を信用できません: %s", "The response is not believed: %s").with(reason)));
        }
    }

    private static Phrase verdict(ExitCode code) {
        return switch (code) {
            case YES -> new Phrase("有効です。", "Valid.");
            case NO -> new Phrase("有効ではないものがあります。", "Not valid.");
            case INDETERMINATE -> new Phrase("判定できないものがあります。", "Undetermined.");
            case USAGE, MALFORMED, NOT_FOUND, UNAVAILABLE, BUG, HALTED ->
                throw new IllegalStateException("no verdict: " + code);
        };
    }

    private static String words(ResponseStatus status) {
        return status.statusCode().word()
                + status.errorMessage().map(text -> " (" + text + ")").orElse("");
    }

    private void show(CertReply reply) {
        console.line("  " + subject(reply.cert()) + ": " + word(reply.replyStatus())
                + (reply.validationErrors().isEmpty() ? "" : " – " + String.join(", ", errors(reply))));
    }

    private static String subject(CertReference reference) {
        return reference instanceof PkcReference.Cert(var certificate)
                ? certificate.subject().toString()
                : reference.toString();
    }

    /// The word of the standard, such as `certPathNotValid`.
    private static String word(ReplyStatus status) {
        return switch (status) {
            case SUCCESS -> "success";
            case MALFORMED_PKC -> "malformedPKC";
            case MALFORMED_AC -> "malformedAC";
            case UNAVAILABLE_VALIDATION_TIME -> "unavailableValidationTime";
            case REFERENCE_CERT_HASH_FAIL -> "referenceCertHashFail";
            case CERT_PATH_CONSTRUCT_FAIL -> "certPathConstructFail";
            case CERT_PATH_NOT_VALID -> "certPathNotValid";
            case CERT_PATH_NOT_VALID_NOW -> "certPathNotValidNow";
            case WANT_BACK_UNSATISFIED -> "wantBackUnsatisfied";
        };
    }

    private static List<String> errors(CertReply reply) {
        return reply.validationErrors().stream()
                .map(id -> ValidationError.of(id).map(ValidationError::word).orElse(id.toString()))
                .toList();
    }

    /// `believed`, `status` of the response, and for each certificate `subject`, `replyStatus`, `validationErrors`,
    /// `nextUpdate`.
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("believed", received instanceof ScvpClient.Received.Believed);
        switch (received) {
            case ScvpClient.Received.Believed(CvResponse response, var signer) -> {
                json.put("status", words(response.responseStatus()));
                json.put("producedAt", response.producedAt().toString());
                Optional<String> name = signer.map(s -> s.subject().toString());
                name.ifPresent(n -> json.put("signer", n));
                ArrayNode replies = json.putArray("replies");
                response.replyObjects().forEach(reply -> replies.add(json(reply)));
            }
            case ScvpClient.Received.Refused(CvResponse response) ->
                json.put("status", words(response.responseStatus()));
            case ScvpClient.Received.NotBelieved(String reason) -> json.put("reason", reason);
        }
        return json;
    }

    private static ObjectNode json(CertReply reply) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("subject", subject(reply.cert()));
        json.put("replyStatus", word(reply.replyStatus()));
        json.put("replyValTime", reply.replyValTime().toString());
        ArrayNode errors = json.putArray("validationErrors");
        errors(reply).forEach(errors::add);
        reply.nextUpdate().ifPresent(time -> json.put("nextUpdate", time.toString()));
        return json;
    }
}
