package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.contract.KeysBody;
import kakehashi.contract.OrderBody;
import kakehashi.x509.Bytes;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// Orders about the vault's own keys: a change that the custodians have signed at their ceremony.
final class KeysDraft {
    private KeysDraft() {}

    static Optional<OrderBody> draft(OrderTable text, Digest installation) {
        Bytes change = text.file("change");
        Optional<KeyChange> read = KeyChange.parse(change).toOptional();
        if (read.filter(c -> c.installation().equals(installation)).isEmpty()) {
            text.fault("change", text.text("change"), "この設備の鍵の変更", "a change of keys of this installation");
        }
        List<CustodianSignature> signatures = new ArrayList<>();
        for (OrderTable one : text.tables("signature")) {
            if (one.has("signed")) {
                signed(one).ifPresent(signatures::add);
                continue;
            }
            Bytes signature = one.file("file");
            one.parsed("custodian", SubjectPublicKeyInfo::parse, "公開鍵のファイル", "a file with a public key")
                    .ifPresent(key -> {
                        if (!verifies(key, change, signature)) {
                            one.fault(
                                    "file",
                                    one.text("file"),
                                    "この鍵管理者による鍵の変更への署名",
                                    "this custodian's signature over the change of keys");
                        }
                        signatures.add(new CustodianSignature(Digest.of(key.der()), signature));
                    });
        }
        return Optional.of(new KeysBody(change, signatures));
    }

    /// What `ceremony sign` wrote. It names its custodian by digest; whether it holds, the vault sees.
    private static Optional<CustodianSignature> signed(OrderTable text) {
        Bytes octets = text.file("signed");
        Optional<CustodianSignature> signature =
                CustodianSignature.parse(octets).toOptional();
        if (signature.isEmpty() && !octets.isEmpty()) {
            text.fault("signed", text.text("signed"), "ceremony sign で作った署名", "a signature that ceremony sign made");
        }
        return signature;
    }

    /// Ed25519 or P-256 (annex, `CustodianSignature`).
    private static boolean verifies(SubjectPublicKeyInfo key, Bytes statement, Bytes signature) {
        SignatureAlgorithm algorithm =
                key.kind() == PublicKeyAlgorithm.ED25519 ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.ECDSA_SHA256;
        return VerificationKey.of(key)
                .map(k -> k.verifies(algorithm.identifier(), statement, signature))
                .orElse(false);
    }
}
