package kakehashi.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import kakehashi.x509.Bytes;

/// A passkey of the command-line client: it makes the octets that an authenticator and a client make together, over
/// a signer of the officer's token.
///
/// Its relying-party id ends in `.invalid`: no browser lets a page use such a passkey, so that what it approved was
/// shown by the client and by nothing else. The client has opened the token with the officer's passphrase or PIN,
/// which is the presence and the verification that the flags tell.
public final class ClientPasskey implements CredentialSigner {
    private final Signer signer;
    private final RelyingParty party;
    private final OfficerCredential credential;
    private final LongSupplier count;

    private ClientPasskey(Signer signer, RelyingParty party, OfficerCredential credential, LongSupplier count) {
        this.signer = signer;
        this.party = party;
        this.credential = credential;
        this.count = count;
    }

    /// The passkey of a signer. Empty when officers' credentials do not have its algorithm.
    ///
    /// @param party the client's relying party, whose id ends in `.invalid`
    /// @param id the WebAuthn credential id that was enrolled
    /// @param count gives the counter of each proof, from 1 on and never one twice, as [UseCounts#next] does
    /// @throws IllegalArgumentException for a relying party of browsers
    public static Optional<ClientPasskey> of(Signer signer, RelyingParty party, Bytes id, LongSupplier count) {
        if (!party.id().endsWith(".invalid")) {
            throw new IllegalArgumentException("a client's passkey serves an .invalid relying party only");
        }
        return KeyCredential.algorithm(signer)
                .map(algorithm -> OfficerCredential.ofPasskey(algorithm, signer.publicKey(), id))
                .map(credential -> new ClientPasskey(signer, party, credential, count));
    }

    @Override
    public OfficerCredential credential() {
        return credential;
    }

    @Override
    public CredentialProof prove(Bytes statement) {
        Bytes authenticatorData = authenticatorData();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(PasskeyData.beginning(statement, party));
        text.writeBytes(",\"crossOrigin\":false}".getBytes(StandardCharsets.US_ASCII));
        Bytes clientData = Bytes.wrap(text.toByteArray());
        Bytes signature = signer.sign(PasskeyData.signed(authenticatorData, clientData));
        return new CredentialProof.PasskeyProof(authenticatorData, clientData, signature);
    }

    /// "rpIdHash 32, flags 1, signCount 4: 32-bit unsigned big-endian integer" (WebAuthn Level 3 §6.1).
    private Bytes authenticatorData() {
        ByteBuffer data = ByteBuffer.allocate(PasskeyData.AUTHENTICATOR_DATA_OCTETS);
        data.put(PasskeyData.idDigest(party).asByteBuffer());
        data.put((byte) PasskeyData.REQUIRED_FLAGS);
        data.putInt((int) count.getAsLong());
        return Bytes.wrap(data.array());
    }
}
