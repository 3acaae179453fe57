package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;

final class KeyIdFaults {
    private KeyIdFaults() {}

    static Stream<LintFault> all() {
        return keyIds();
    }

    private static Stream<LintFault> keyIds() {
        Bytes other = Bytes.ofHex("00112233445566778899");
        return Stream.of(
                f(KeyIdLint.SKI_IN_CA, SUBORDINATE_CA, c -> c.without(KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(KeyIdLint.SKI_IN_END_ENTITY, GENERAL, c -> c.without(KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(
                        KeyIdLint.SKI_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(KeyIdLint.SKI_LENGTH, GENERAL, c -> c.subjectKeyIdentifier(Bytes.ofHex("01"))),
                f(KeyIdLint.AKI_PRESENT, GENERAL, c -> c.without(KnownExtension.AUTHORITY_KEY_IDENTIFIER)),
                f(
                        KeyIdLint.AKI_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.AUTHORITY_KEY_IDENTIFIER)),
                f(KeyIdLint.AKI_OF_ISSUER, GENERAL, c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(other))),
                f(
                        KeyIdLint.AKI_OF_ITSELF,
                        SELF_SIGNED,
                        c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(other))),
                f(
                        KeyIdLint.AKI_PAIR,
                        GENERAL,
                        c -> c.authorityKeyIdentifier(new AuthorityKeyIdentifier(
                                Optional.of(CA_KEY.publicKey().keyIdentifier()),
                                List.of(new GeneralName.DirectoryName(CA_NAME)),
                                Optional.empty()))));
    }
}
