package kakehashi.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.demo.Telling.Held;
import kakehashi.issuing.OutcomeCheck;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.AuditVerdict;
import kakehashi.ledger.AuditVerification;
import kakehashi.ledger.Database;
import kakehashi.ledger.Zone;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;

/// Somebody owns the office's computer, and then the whole database. He gets no certificate, and is found.
final class IntruderChapter {
    private static final DemoDomain GOV = DemoDomain.GOVERNMENT;

    private final DemoWorld world;
    private final DemoServer server;
    private final DemoInstallation vault;
    private final Telling telling;

    IntruderChapter(DemoWorld world, DemoServer server, Telling telling) {
        this.world = world;
        this.server = server;
        this.vault = world.government().vault();
        this.telling = telling;
    }

    void play() {
        telling.chapter("5. 侵入者", "5. An intruder");
        try (Database owner = Database.open(server.ownerAccess(GOV), 1)) {
            IntruderStore intruder = new IntruderStore(owner);
            forge(intruder);
            telling.step(
                    "監査ログは、書き出したものだけで正しいと検証できます",
                    "the audit log verifies from its export alone",
                    () -> Held.of(verify("audit") instanceof AuditVerdict.Sound));
            editLog(intruder);
            Bytes key = vault.office().approversKey();
            editRegister(intruder, key);
            editFounding(intruder, key);
            telling.note("その間に保管庫が運用者に告げたことは、ログにあります", "what the vault told its operators meanwhile stands in the log");
            telling.link(DemoLog.of(world.folder()).toString());
        }
    }

    private void forge(IntruderStore intruder) {
        Id applications = GOV.id(GOV.ca("applications").orElseThrow());
        SignedOrder forged = vault.office()
                .forged(
                        applications,
                        List.of(DemoRequests.server(DemoProfiles.server(), "evil.demo.go.jp", vault.people())),
                        vault.now());
        long before = intruder.refusals();
        telling.step("承認を 1 つ偽造した指図は断られます", "an order with one forged approval is refused", () -> {
            Outcome outcome = vault.submit(forged);
            return outcome.result() instanceof Outcome.Result.Refused(List<Outcome.Refusal> why)
                    ? Held.yes(
                            OrderRule.words(why.getFirst().rule(), Language.JAPANESE),
                            OrderRule.words(why.getFirst().rule(), Language.ENGLISH))
                    : Held.no("発行されてしまいました", "it was carried out");
        });
        telling.step(
                "それをデータベースに直接書き込んでも、断られます",
                "the same written straight into the database's order book is refused as well",
                () -> {
                    Bytes id = Order.parse(forged.order()).orElseThrow().order().octets();
                    intruder.putOrder(id, forged.der());
                    DemoClient.await(() -> intruder.outcome(id).isPresent());
                    OutcomeCheck check = new OutcomeCheck(vault.database(), new Digest(vault.installation()));
                    return Held.of(check.check(intruder.outcome(id).orElseThrow(), forged)
                                    instanceof OutcomeCheck.Checked.Believed(Outcome outcome)
                            && outcome.result() instanceof Outcome.Result.Refused);
                });
        telling.step("どちらの試みも、監査ログに残っています", "both attempts stand in the audit log", () -> {
            long found = intruder.refusals() - before;
            return found >= 2 ? Held.yes("拒否 " + found + " 件", found + " refusals") : Held.of(false);
        });
    }

    private void editLog(IntruderStore intruder) {
        telling.step("監査ログの 1 行を書き換えると、その行が名指しされます", "one audit row edited: the verifier names that very row", () -> {
            Bytes leaf = intruder.leaf(1);
            intruder.replaceLeaf(1, flipped(leaf));
            AuditVerdict verdict = verify("audit-tampered");
            intruder.replaceLeaf(1, leaf);
            return Held.of(verdict instanceof AuditVerdict.Unsound(long index, var f, var d) && index == 1);
        });
    }

    private void editRegister(IntruderStore intruder, Bytes key) {
        telling.step(
                "担当職員の鍵を登録簿の行で書き換えると、連鎖との照合で見つかり、保管庫は署名をやめ、監査ログに残ります",
                "an officer's key edited in the register's row: found beside the chain, the vault signs no more, and it"
                        + " stands in the audit log",
                () -> {
                    long before = intruder.refusals();
                    Bytes officer = intruder.officerWith(key);
                    intruder.replaceOfficer(officer, flipped(officer, key));
                    Optional<String> found = vault.authority().scrub();
                    DemoClient.await(() -> intruder.refusals() > before);
                    intruder.replaceOfficer(flipped(officer, key), officer);
                    return Held.of(found.isPresent()
                            && vault.authority().halted().isPresent()
                            && intruder.refusals() > before);
                });
    }

    private void editFounding(IntruderStore intruder, Bytes key) {
        vault.closeVault();
        telling.step(
                "担当職員の鍵を創設時の記録で書き換えると、保管庫は起動を拒みます",
                "the same key edited in the founding document: the vault refuses to start",
                () -> {
                    Bytes genesis = intruder.documentWith(key);
                    intruder.replaceDocument(genesis, flipped(genesis, key));
                    boolean halts = halts();
                    intruder.replaceDocument(flipped(genesis, key), genesis);
                    return Held.of(halts);
                });
        telling.step(
                "連鎖の最新の記録を消して巻き戻すと、保管庫は起動を拒みます",
                "the head of the chain rolled back: the vault refuses to start",
                () -> {
                    intruder.moveHead(-1);
                    boolean halts = halts();
                    intruder.moveHead(1);
                    return Held.of(halts);
                });
        telling.step("元に戻すと、保管庫はまた働きます", "put back as it was, the vault works again", () -> {
            vault.openVault();
            return Held.of(vault.authority().halted().isEmpty());
        });
    }

    /// One bit of these octets, where they stand in others, is another.
    private static Bytes flipped(Bytes octets, Bytes these) {
        byte[] other = octets.toArray();
        int at = HexFormat.of().formatHex(other).indexOf(these.toString()) / 2;
        other[at + these.length() - 1] ^= 1;
        return Bytes.wrap(other);
    }

    private static Bytes flipped(Bytes octets) {
        byte[] other = octets.toArray();
        other[other.length / 2] ^= 1;
        return Bytes.wrap(other);
    }

    private boolean halts() {
        try {
            vault.openVault();
            return false;
        } catch (Halt e) {
            return true;
        }
    }

    private AuditVerdict verify(String name) throws IOException {
        Path into = world.folder().resolve(name);
        DemoFolder.delete(into);
        AuditExport.write(vault.database(), new AuditTree(Zone.VAULT), into);
        return AuditVerification.verify(into, vault.authority().checkpointKey(Zone.VAULT), List.of());
    }
}
