package kakehashi.web;

import java.util.ArrayList;
import java.util.List;

/// The fields that every answer carries so that a browser does nothing it need not do.
final class SecurityFields {
    /// No inline script or style, nothing from another host, no frame around us.
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Response.Field NO_SNIFFING = new Response.Field("X-Content-Type-Options", "nosniff");
    private static final Response.Field TLS_ONLY = new Response.Field("Strict-Transport-Security", "max-age=63072000");
    private static final List<Response.Field> OVER_TLS = List.of(NO_SNIFFING, TLS_ONLY);
    private static final List<Response.Field> PLAIN = List.of(NO_SNIFFING);
    private static final List<Response.Field> OF_DOCUMENTS = List.of(
            new Response.Field("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            new Response.Field("Referrer-Policy", "no-referrer"),
            new Response.Field("Cross-Origin-Opener-Policy", "same-origin"),
            new Response.Field("Cross-Origin-Resource-Policy", "same-origin"),
            new Response.Field("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

    private SecurityFields() {}

    /// The fields that are not to be sent twice when a handler set its own.
    static List<Response.Field> ofDocuments() {
        return OF_DOCUMENTS;
    }

    /// Those of every answer.
    static List<Response.Field> always(Caller caller) {
        return caller.isSecure() ? OVER_TLS : PLAIN;
    }

    /// All fields of an answer: ours where the handler did not set its own, then those of the handler, the last one
    /// of each name but all cookies.
    static List<Response.Field> of(Response response, Caller caller) {
        List<Response.Field> all = new ArrayList<>(always(caller));
        if (response.header("Content-Type").filter(type -> !isDocument(type)).isEmpty()) {
            all.addAll(OF_DOCUMENTS);
        }
        for (Response.Field field : response.fields()) {
            if (!field.name().equalsIgnoreCase("Set-Cookie")) {
                all.removeIf(before -> before.name().equalsIgnoreCase(field.name()));
            }
            all.add(field);
        }
        return all;
    }

    /// Whether a browser shows answers of that type. The messages of a PKI, which no browser shows, are spared the
    /// fields of documents: half a kilobyte on an OCSP response.
    static boolean isDocument(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.startsWith("image/")
                || mediaType.contains("json")
                || mediaType.contains("xml")
                || mediaType.contains("javascript");
    }
}
