package kakehashi.contract;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A filing, an approval, a card-key statement or an enrolment with its proof.
///
/// @param statement the DER of the statement, as it was signed
/// @param credential whose key signed
/// @param proof the signature
public record Signed(Bytes statement, Id credential, Proof proof) implements DerValue {
    /// How the credential signed.
    public sealed interface Proof extends DerValue {
        /// A signature over the statement's DER.
        ///
        /// @param signature in the algorithm that the register gives the credential
        record Key(Bytes signature) implements Proof {
            @Override
            public void write(StatementWriter writer) {
                writer.octets(signature, Tag.primitive(0));
            }
        }

        /// A WebAuthn assertion.
        ///
        /// @param authenticatorData as the authenticator gave it
        /// @param clientData the JSON that was signed, at most 4 KiB
        /// @param signature over `authenticatorData` and the SHA-256 digest of `clientData`
        record Passkey(Bytes authenticatorData, Bytes clientData, Bytes signature) implements Proof {
            @Override
            public void write(StatementWriter writer) {
                writer.fields(
                        1,
                        w -> w.octets(authenticatorData)
                                .octets(clientData, Tag.OCTET_STRING, Limits.CLIENT_DATA)
                                .octets(signature));
            }
        }

        /// Reads a proof.
        static Proof read(StatementReader reader) {
            return switch (reader.choice()) {
                case 0 -> new Key(reader.octets(Tag.primitive(0)));
                case 1 ->
                    reader.fields(
                            1,
                            r -> new Passkey(r.octets(), r.octets(Tag.OCTET_STRING, Limits.CLIENT_DATA), r.octets()));
                default -> throw reader.noChoice("proof");
            };
        }
    }

    /// Parses a statement with its proof; what the statement says is not looked at.
    public static Parsed<Signed> parse(Bytes der) {
        return StatementReader.parse(der, Signed::read);
    }

    static Signed read(StatementReader reader) {
        return reader.sequence(r -> new Signed(r.octets(), r.id(), Proof.read(r)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.octets(statement).id(credential).value(proof));
    }

    /// What kind of statement it says it is.
    public Optional<Label> label() {
        return Label.of(statement);
    }
}
