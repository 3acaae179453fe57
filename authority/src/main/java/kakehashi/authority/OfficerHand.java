package kakehashi.authority;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kakehashi.contract.Approval;
import kakehashi.contract.DerValue;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.Role;
import kakehashi.contract.Signed;
import kakehashi.keys.CredentialProof;
import kakehashi.keys.CredentialSigner;
import kakehashi.x509.Bytes;

/// An officer's hand at a client: it signs statements with one credential of the officer's.
///
/// It shows nothing and asks nothing: whoever calls has shown the officer the whole statement, as
/// [kakehashi.contract.StatementText] prints it, and has his word.
///
/// @param signer the credential at work
/// @param credential what the register knows the credential by
/// @param officer whose it is
public record OfficerHand(CredentialSigner signer, Id credential, Id officer) {
    /// Signs a statement as it is.
    ///
    /// @throws kakehashi.keys.TokenUnavailable when the officer's token is away or has been closed
    public Signed sign(DerValue statement) {
        Bytes der = statement.der();
        Signed.Proof proof = switch (signer.prove(der)) {
            case CredentialProof.KeyProof(Bytes signature) -> new Signed.Proof.Key(signature);
            case CredentialProof.PasskeyProof passkey ->
                new Signed.Proof.Passkey(passkey.authenticatorData(), passkey.clientData(), passkey.signature());
        };
        return new Signed(der, credential, proof);
    }

    /// Says yes to an order in a role.
    ///
    /// @param at when, cut to whole seconds
    public Signed approve(Order order, Role role, Instant at) {
        return decide(order, role, Approval.Decision.APPROVE, at);
    }

    /// Says no to an order in a role.
    ///
    /// @param at when, cut to whole seconds
    public Signed reject(Order order, Role role, Instant at) {
        return decide(order, role, Approval.Decision.REJECT, at);
    }

    private Signed decide(Order order, Role role, Approval.Decision decision, Instant at) {
        return sign(new Approval(
                order.installation(),
                Digest.of(order.der()),
                order.expiresAt(),
                role,
                decision,
                officer,
                at.truncatedTo(ChronoUnit.SECONDS)));
    }
}
