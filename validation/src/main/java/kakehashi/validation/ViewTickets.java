package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kakehashi.contract.Id;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.x509.Bytes;

/// Lets one browser look at one answer: a cookie for the answer's address alone, which nobody else can make.
/// Tickets of an earlier process are worth nothing, as are the answers that it kept.
final class ViewTickets {
    private static final String COOKIE = "kakehashi-answer";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_OCTETS = 32;

    private final SecretKeySpec secret;

    ViewTickets(SecureRandom chance) {
        byte[] octets = new byte[SECRET_OCTETS];
        chance.nextBytes(octets);
        secret = new SecretKeySpec(octets, ALGORITHM);
    }

    private String of(Id answer) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Bytes.wrap(mac.doFinal(answer.octets().toArray())).toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /// Gives the browser that gets the response the right to look at the answer.
    Response give(Response response, Id answer, Request request) {
        return response.with(
                "Set-Cookie",
                COOKIE + "=" + of(answer) + "; Path=" + ExplainPages.path(answer) + "; HttpOnly; SameSite=Strict"
                        + (request.caller().isSecure() ? "; Secure" : ""));
    }

    /// Whether the browser was given that right.
    boolean isShown(Request request, Id answer) {
        byte[] right = of(answer).getBytes(StandardCharsets.US_ASCII);
        return request.cookie(COOKIE)
                .map(shown -> MessageDigest.isEqual(right, shown.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }
}
