package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import kakehashi.keys.CredentialProof.KeyProof;
import kakehashi.keys.CredentialProof.PasskeyProof;
import kakehashi.x509.Bytes;
import kakehashi.x509.VerificationKey;

/// Judges what officers signed: card keys and passkeys, by the octets (record 3).
///
/// It holds nothing and may be used by many threads at once. Whether the credential is in force, whose it is and
/// what it may approve is for the caller. ECDSA has two signatures for each: a proof is known by its statement and
/// its officer, never by its octets.
public final class CredentialVerifier {
    private static final int MOST_CLIENT_DATA = 4096;
    private static final byte[] NOT_CROSS_ORIGIN = ",\"crossOrigin\":false".getBytes(StandardCharsets.US_ASCII);

    /// Judges a proof.
    ///
    /// @param statement the DER that the officer signed
    /// @param credential from the register, never from the proof's sender
    /// @param proof what came with the statement
    /// @param party the relying party that the rules pin for this use; key proofs do not look at it
    public CredentialOutcome verify(
            Bytes statement, OfficerCredential credential, CredentialProof proof, RelyingParty party) {
        if (!credential.algorithm().fits(credential.key())) {
            return new CredentialOutcome.Refused(CredentialRefusal.KEY_UNFIT);
        }
        return switch (proof) {
            case KeyProof(Bytes signature) ->
                credential.passkeyId().isPresent()
                        ? new CredentialOutcome.Refused(CredentialRefusal.OTHER_KIND_OF_PROOF)
                        : signed(credential, statement, signature, OptionalLong.empty());
            case PasskeyProof passkey ->
                credential.passkeyId().isEmpty()
                        ? new CredentialOutcome.Refused(CredentialRefusal.OTHER_KIND_OF_PROOF)
                        : passkey(statement, credential, passkey, party);
        };
    }

    private static CredentialOutcome passkey(
            Bytes statement, OfficerCredential credential, PasskeyProof proof, RelyingParty party) {
        return refusal(proof.authenticatorData(), party)
                .or(() -> refusal(proof.clientData(), statement, party))
                .<CredentialOutcome>map(CredentialOutcome.Refused::new)
                .orElseGet(() -> signed(
                        credential,
                        PasskeyData.signed(proof.authenticatorData(), proof.clientData()),
                        proof.signature(),
                        counted(PasskeyData.count(proof.authenticatorData()))));
    }

    private static Optional<CredentialRefusal> refusal(Bytes authenticatorData, RelyingParty party) {
        if (authenticatorData.length() != PasskeyData.AUTHENTICATOR_DATA_OCTETS) {
            return Optional.of(CredentialRefusal.AUTHENTICATOR_DATA_MISSHAPEN);
        }
        if (!authenticatorData.slice(0, PasskeyData.FLAGS_AT).equals(PasskeyData.idDigest(party))) {
            return Optional.of(CredentialRefusal.OTHER_RELYING_PARTY);
        }
        int flags = authenticatorData.at(PasskeyData.FLAGS_AT);
        if ((flags & PasskeyData.REQUIRED_FLAGS) != PasskeyData.REQUIRED_FLAGS) {
            return Optional.of(CredentialRefusal.USER_NOT_VERIFIED);
        }
        return (flags & PasskeyData.FORBIDDEN_FLAGS) != 0
                ? Optional.of(CredentialRefusal.FLAGS_NOT_ALLOWED)
                : Optional.empty();
    }

    private static Optional<CredentialRefusal> refusal(Bytes clientData, Bytes statement, RelyingParty party) {
        if (clientData.length() > MOST_CLIENT_DATA) {
            return Optional.of(CredentialRefusal.CLIENT_DATA_TOO_LONG);
        }
        byte[] beginning = PasskeyData.beginning(statement, party);
        if (!standsAt(clientData, 0, beginning)) {
            return Optional.of(CredentialRefusal.OTHER_CLIENT_DATA);
        }
        return endsSoundly(clientData, beginning.length)
                ? Optional.empty()
                : Optional.of(CredentialRefusal.CLIENT_DATA_MISSHAPEN);
    }

    /// Record 3: "goes on with `}` at its end, or `,"crossOrigin":false` and then `}` at its end or `,`".
    private static boolean endsSoundly(Bytes clientData, int at) {
        if (isLast(clientData, at, '}')) {
            return true;
        }
        int after = at + NOT_CROSS_ORIGIN.length;
        boolean more = clientData.length() > after && clientData.at(after) == ',';
        return standsAt(clientData, at, NOT_CROSS_ORIGIN) && (more || isLast(clientData, after, '}'));
    }

    private static boolean isLast(Bytes text, int at, char character) {
        return text.length() == at + 1 && text.at(at) == character;
    }

    private static boolean standsAt(Bytes text, int at, byte[] wanted) {
        return text.length() >= at + wanted.length
                && text.slice(at, at + wanted.length).equals(Bytes.wrap(wanted));
    }

    /// "If the authenticator does not implement a signature counter, let the signature counter value remain
    /// constant at zero" (WebAuthn Level 3 §6.1.1).
    private static OptionalLong counted(long count) {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static CredentialOutcome signed(
            OfficerCredential credential, Bytes message, Bytes signature, OptionalLong count) {
        Optional<VerificationKey> key = VerificationKey.of(credential.key());
        if (key.isEmpty()) {
            return new CredentialOutcome.Refused(CredentialRefusal.KEY_UNFIT);
        }
        return key.get().verifies(credential.algorithm().identifier(), message, signature)
                ? new CredentialOutcome.Verified(count)
                : new CredentialOutcome.Refused(CredentialRefusal.SIGNATURE_INVALID);
    }
}
