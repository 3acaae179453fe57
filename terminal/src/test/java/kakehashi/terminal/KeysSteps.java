package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import kakehashi.terminal.WalkHome.Done;
import kakehashi.terminal.WalkHome.Who;

/// The installation gets new keys of its own: made at the vault, signed by the custodians, ordered by three.
///
/// @param vault that runs, and does again afterwards
record KeysSteps(WalkHome vault) {
    private static final List<String> CUSTODIANS = List.of("kanri-a", "kanri-b");

    void walk() throws IOException {
        vault.stop();
        vault.ok(opened("ceremony", "keys", "--out", vault.file("change.der")));
        StringBuilder text = new StringBuilder("change = \"change.der\"\n");
        for (String custodian : CUSTODIANS) {
            Files.copy(vault.secrets.resolve(custodian), vault.secrets.resolve(custodian + ".token"));
            Terminal signed = vault.ok(
                    "ceremony",
                    "sign",
                    vault.file("change.der"),
                    "--signer",
                    vault.file(custodian + ".token"),
                    "--secrets",
                    vault.secrets.toString(),
                    "--out",
                    vault.file(custodian + ".sig"));
            assertThat(signed.out()).contains("feed key: ", "quorum: 2");
            text.append("[[signature]]\nsigned = \"").append(custodian).append(".sig\"\n");
        }
        vault.start();
        Done early = vault.order("keys", text.toString(), Who.one, Who.two);
        assertThat(early.submitted().out()).contains("not-enough-approvals: role ia-supervisor 1 1");
        WalkHome.mustBeDone(vault.submit(early.order(), Who.three));
    }

    /// A verb that opens the vault in its own process.
    private String[] opened(String... verb) {
        List<String> all = new java.util.ArrayList<>(List.of(verb));
        all.addAll(List.of("--home", vault.home.toString()));
        for (String custodian : CUSTODIANS) {
            all.addAll(List.of("--custodian", custodian + "=" + vault.secrets.resolve(custodian + ".share")));
        }
        return all.toArray(String[]::new);
    }
}
