package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.Pkcs11Settings;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.Secret;
import kakehashi.keys.TokenAddress;
import kakehashi.keys.TokenRules;
import kakehashi.x509.Bytes;

/// An officer whose credentials lie on a token of a PKCS#11 module, as on a card.
///
/// @param pin the file with the PIN
record CardOfficer(WalkHome vault, Path module, String pin, String officer, String person) {
    private static final String TOKEN = "card";

    /// Has a key made on the token that asks for the PIN at each use, makes it a credential, and enrols it for
    /// genesis.
    static CardOfficer enrol(WalkHome vault, Path module, String pin) throws IOException {
        Path file = Path.of(vault.text("card.pin", pin + "\n"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Pkcs11Settings settings =
                new Pkcs11Settings(module, new TokenAddress.ByLabel(TOKEN), () -> Secret.of(pin.toCharArray()), 1);
        TokenRules rules = new TokenRules(KeyPolicy.ofAuthorities(), HomeToken.SILENT);
        try (Pkcs11Token token = Pkcs11Token.activate(settings, rules).orElseThrow()) {
            token.generate(new KeyRequest("each use", KeyKind.P256, KeyRequest.Confirmation.AT_EACH_USE))
                    .orElseThrow();
        }
        CardOfficer blank = new CardOfficer(vault, module, file.toString(), "", "");
        Terminal made = blank.run("credential", "new", blank.uri(";object=each%20use"));
        assertThat(made.code()).as(made.err()).isZero();
        // The only credential on the token need not be named.
        Terminal shown = blank.run("credential", "show", blank.uri(""), "--json");
        assertThat(shown.code()).as(shown.err()).isZero();
        Terminal enrolled = blank.run(
                "credential", "enrol", blank.uri(""), "--genesis", "--der", "--out", vault.file("card.enrolment"));
        assertThat(enrolled.code()).as(enrolled.err()).isZero();
        return new CardOfficer(vault, module, blank.pin, field(shown.out(), "officer"), field(shown.out(), "person"));
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\" *: *\"([0-9a-f]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    private String uri(String key) {
        return uri(TOKEN + key, module.toString());
    }

    private static String uri(String tokenAndKey, String library) {
        return "pkcs11:token=" + tokenAndKey + "?module-path=" + library;
    }

    String credential() {
        return uri(";object=each%20use");
    }

    private Terminal run(String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--passphrase-file", pin));
        return vault.run(all.toArray(String[]::new));
    }

    /// What a ceremony's file says of him.
    String block(String scope) {
        return """
                [[officer]]
                key = "card"
                name = "職員 カード"
                id = "%s"
                person = "%s"
                roles = ["ia-operator"]
                not-after = "2046-03-31T15:00:00Z"
                scope = { %s, offices = [], subtrees = ["C=JP"], domains = [] }
                [[officer.credential]]
                enrolment = "card.enrolment"
                """.formatted(officer, person, scope);
    }

    /// Tells each fault, names the keys that there are, and never the PIN.
    void refusesWhatIsNotThere() {
        run("credential", "new", uri(";object=second"), "--use", "filing", "--beside", credential());
        refuses(uri(""), 64, "means several keys: object=each%20use;id=%", "object=second;id=%", "Add object or id");
        refuses(uri(";object=third"), 66, "there is no such key on the token, but: object=each%20use");
        refuses(uri("drawer", module.toString()), 66, "there is no token of this label");
        refuses(uri(TOKEN, "/nowhere/p11.so"), 66, "there is no PKCS#11 module that loads: /nowhere/p11.so");
        refuses(credential() + "&pin-value=1234-walk", 64, "has the PIN in it");
        refuses("pkcs11:token=card", 64, "has no module-path");
        refuses(uri("walk;object=each%20use", module.toString()), 66, "there is no such key");
        Terminal again = run("credential", "new", credential());
        assertThat(again.err()).contains("the key each use is a credential already");
        Terminal small = run("credential", "new", uri(";object=small"), "--passkey", "client.invalid");
        assertThat(small.err()).contains("is no passkey");
        assertThat(wrongPin().err()).contains("PIN is wrong", "does not say how many tries are left");
        Terminal japanese = Terminal.run(
                Locale.JAPANESE,
                Bytes.EMPTY,
                "credential",
                "show",
                uri("drawer", module.toString()),
                "--passphrase-file",
                pin);
        assertThat(japanese.err()).contains("その名前又は番号のトークンが入っていません");
    }

    private Terminal wrongPin() {
        try {
            Path wrong = Path.of(vault.text("wrong.pin", "9999\n"));
            Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
            return vault.run("credential", "show", credential(), "--passphrase-file", wrong.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void refuses(String credential, int code, String... words) {
        Terminal refused = run("credential", "show", credential);
        assertThat(refused.err()).contains(words).doesNotContain("1234-walk");
        assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    }
}
