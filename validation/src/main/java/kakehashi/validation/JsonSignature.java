package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;

/// JSON Web Signatures in the compact serialisation with the server's certificates in `x5c` (RFC 7515 §3.1,
/// §4.1.6).
final class JsonSignature {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private JsonSignature() {}

    /// The first part of every signature of a credential.
    static Bytes header(ServerCredential credential) {
        SignatureAlgorithm algorithm = credential.signer().algorithm();
        JsonOctets json = new JsonOctets(2048);
        json.beginObject();
        json.name("alg").text(word(algorithm));
        json.name("typ").text("JOSE");
        json.name("cty").text("json");
        // "Each string in the array is a base64-encoded (Section 4 of RFC4648 -- not base64url-encoded) DER
        // PKIX certificate value."
        json.name("x5c").array(credential.chain(), certificate -> json.base64(certificate.der()));
        json.name("x5t#S256").text(url(credential.certificate().fingerprint()));
        json.endObject();
        return Bytes.wrap(json.bytes().encodedBy(URL));
    }

    /// @param header what [#header] gave for the same credential
    /// @param payload what is signed
    static Bytes sign(Bytes header, Bytes payload, ServerCredential credential) {
        SignatureAlgorithm algorithm = credential.signer().algorithm();
        // "BASE64URL(UTF8(JWS Protected Header)) || '.' || BASE64URL(JWS Payload)" (RFC 7515 §5.1)
        byte[] told = payload.encodedBy(URL);
        int signed = header.length() + 1 + told.length;
        byte[] whole = new byte[signed + 1 + sealedOctets(algorithm)];
        header.copyTo(whole, 0);
        whole[header.length()] = '.';
        System.arraycopy(told, 0, whole, header.length() + 1, told.length);
        Bytes signature = credential.signer().sign(Bytes.wrap(whole).slice(0, signed));
        byte[] sealed = plain(signature, algorithm).encodedBy(URL);
        if (whole.length != signed + 1 + sealed.length) {
            whole = Arrays.copyOf(whole, signed + 1 + sealed.length);
        }
        whole[signed] = '.';
        System.arraycopy(sealed, 0, whole, signed + 1, sealed.length);
        return Bytes.wrap(whole);
    }

    /// The length of the last part, where the algorithm tells it.
    private static int sealedOctets(SignatureAlgorithm algorithm) {
        return algorithm.family() == SignatureAlgorithm.Family.ECDSA ? (8 * coordinate(algorithm) + 2) / 3 : 0;
    }

    /// Refuses a key that JWS has no algorithm for, when the doors open and not at the first answer: a digest goes
    /// with one curve only, "ECDSA using P-256 and SHA-256" and so on (RFC 7518 §3.1, §3.4).
    ///
    /// @throws IllegalArgumentException for such a key
    static void check(ServerCredential credential) {
        SignatureAlgorithm algorithm = credential.signer().algorithm();
        String word = word(algorithm);
        // An uncompressed point is one octet and both coordinates (RFC 5480 §2.2).
        int point = credential.signer().publicKey().subjectPublicKey().length();
        if (algorithm.family() == SignatureAlgorithm.Family.ECDSA && point != 1 + 2 * coordinate(algorithm)) {
            throw new IllegalArgumentException("JWS has no " + word + " with the curve of this key");
        }
    }

    private static String url(Bytes octets) {
        return new String(octets.encodedBy(URL), StandardCharsets.US_ASCII);
    }

    /// The algorithm's name (RFC 7518 §3.1, RFC 8037 §3.1; ML-DSA by its parameter set).
    private static String word(SignatureAlgorithm algorithm) {
        String bits = algorithm.digest().isEmpty() ? "" : algorithm.digest().substring("SHA".length());
        return switch (algorithm.family()) {
            case RSA -> "RS" + bits;
            case RSA_PSS -> "PS" + bits;
            case ECDSA -> "ES" + bits;
            case ED25519 -> "EdDSA";
            case ML_DSA -> algorithm.label();
            case DSA -> throw new IllegalArgumentException("JWS has no DSA");
        };
    }

    /// "The octet sequence representation of R and S … concatenated" (RFC 7518 §3.4): each as long as the curve's
    /// order. Other signatures stay as they are.
    private static Bytes plain(Bytes signature, SignatureAlgorithm algorithm) {
        if (algorithm.family() != SignatureAlgorithm.Family.ECDSA) {
            return signature;
        }
        int octets = coordinate(algorithm);
        DerReader reader = new DerReader(signature);
        int outer = reader.enterSequence();
        byte[] both = new byte[2 * octets];
        put(reader.integerContents(Tag.INTEGER), both, octets);
        put(reader.integerContents(Tag.INTEGER), both, 2 * octets);
        reader.leave(outer);
        return Bytes.wrap(both);
    }

    private static int coordinate(SignatureAlgorithm algorithm) {
        return switch (algorithm.digest()) {
            case "SHA384" -> 48;
            case "SHA512" -> 66;
            default -> 32;
        };
    }

    private static void put(Bytes integer, byte[] target, int end) {
        Bytes digits = integer.at(0) == 0 && integer.length() > 1 ? integer.slice(1, integer.length()) : integer;
        digits.copyTo(target, end - digits.length());
    }
}
