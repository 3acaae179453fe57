package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kakehashi.x509.Bytes;

/// The octets of a passkey's assertion, as this product writes and expects them (record 3; WebAuthn Level 3 §5.8.1,
/// §6.1). No JSON is parsed.
final class PasskeyData {
    static final int AUTHENTICATOR_DATA_OCTETS = 37;
    static final int FLAGS_AT = 32;
    static final int COUNT_AT = 33;

    /// User present (UP) and user verified (UV).
    static final int REQUIRED_FLAGS = 0x01 | 0x04;

    /// Backup eligible (BE), backed up (BS), attested credential data (AT), extension data (ED).
    static final int FORBIDDEN_FLAGS = 0x08 | 0x10 | 0x40 | 0x80;

    private PasskeyData() {}

    /// `{"type":"webauthn.get","challenge":"C","origin":"O"`: the beginning that WebAuthn §5.8.1.1 lays down for
    /// clients, up to the origin.
    static byte[] beginning(Bytes statement, RelyingParty party) {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(statement.sha256().toArray());
        String text =
                "{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + party.origin() + "\"";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The SHA-256 digest of the relying-party id.
    static Bytes idDigest(RelyingParty party) {
        return Bytes.wrap(party.id().getBytes(StandardCharsets.US_ASCII)).sha256();
    }

    /// The counter, four octets from the 34th on.
    static long count(Bytes authenticatorData) {
        long count = 0;
        for (int i = COUNT_AT; i < AUTHENTICATOR_DATA_OCTETS; i++) {
            count = count << 8 | authenticatorData.at(i);
        }
        return count;
    }

    /// What a passkey signs: `authenticatorData || SHA-256(clientData)`.
    static Bytes signed(Bytes authenticatorData, Bytes clientData) {
        byte[] both = new byte[authenticatorData.length() + 32];
        authenticatorData.copyTo(both, 0);
        clientData.sha256().copyTo(both, authenticatorData.length());
        return Bytes.wrap(both);
    }
}
