package kakehashi.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A passkey in a browser, for tests: it answers a page's request as WebAuthn Level 3 has it, or as an attacker
/// would like to.
///
/// @param key signs the assertions
/// @param relyingParty the id that the authenticator hashes
/// @param origin what the browser writes
/// @param flags of the authenticator's data
/// @param signatureCount the counter
public record SoftPasskey(TestKey key, String relyingParty, String origin, int flags, long signatureCount) {
    /// User present and verified, on this device only.
    public static final int PRESENT_AND_VERIFIED = 0x05;

    /// A well-behaved passkey.
    public static SoftPasskey of(TestKey key, String relyingParty, String origin) {
        return new SoftPasskey(key, relyingParty, origin, PRESENT_AND_VERIFIED, 1);
    }

    /// An assertion.
    public record Assertion(Bytes authenticatorData, Bytes clientData, Bytes signature) {}

    /// The same passkey with other flags.
    public SoftPasskey withFlags(int other) {
        return new SoftPasskey(key, relyingParty, origin, other, signatureCount);
    }

    /// The same passkey with another counter.
    public SoftPasskey withCount(long other) {
        return new SoftPasskey(key, relyingParty, origin, flags, other);
    }

    /// The public key, as it is registered.
    public SubjectPublicKeyInfo publicKey() {
        return key.publicKey();
    }

    /// Answers with the statement's SHA-256 digest as the challenge.
    public Assertion sign(Bytes statement) {
        return sign(statement, UnaryOperator.identity());
    }

    /// The same with the client's JSON changed before it is signed.
    public Assertion sign(Bytes statement, UnaryOperator<String> change) {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(statement.sha256().toArray());
        String json = "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(challenge, origin);
        return assertion(authenticatorData(), bytes(change.apply(json)));
    }

    /// Signs any two strings of octets as an authenticator would.
    public Assertion assertion(Bytes authenticatorData, Bytes clientData) {
        ByteBuffer signed = ByteBuffer.allocate(authenticatorData.length() + 32);
        signed.put(authenticatorData.asByteBuffer());
        signed.put(clientData.sha256().asByteBuffer());
        return new Assertion(authenticatorData, clientData, key.sign(Bytes.wrap(signed.array())));
    }

    /// `rpIdHash || flags || signCount`.
    public Bytes authenticatorData() {
        ByteBuffer data = ByteBuffer.allocate(37);
        data.put(bytes(relyingParty).sha256().asByteBuffer());
        data.put((byte) flags);
        data.putInt((int) signatureCount);
        return Bytes.wrap(data.array());
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
