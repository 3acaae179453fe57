package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kakehashi.authority.ReconcileReport;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OfficerBody;

/// What a reconcile ceremony would do, as facts.
///
/// @param statement digest of what custodians would sign
record ReconcilePage(ReconcileReport report, Digest statement) {
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Label.RECONCILE_NEED, need()));
        report.why().ifPresent(why -> facts.add(Fact.of(Label.WHY_STOPPED, why)));
        facts.add(Fact.of(Label.CHAIN_HEAD, report.head()));
        report.sealed().ifPresent(known -> facts.add(Fact.of(Label.SEALED_HEAD, known)));
        facts.add(Fact.of(Label.NEXT_ENTRY, report.index()));
        facts.add(Fact.of(Label.EPOCH, report.epoch()));
        facts.add(Fact.of(Label.LAST_BATCH, report.batch()));
        facts.add(Fact.of(Label.LOST_BATCHES, report.batches()));
        facts.add(Fact.of(Label.MISSING_BATCHES, report.missing()));
        facts.add(Fact.items(Label.STATUSES_KEPT, report.kept(), ReconcilePage::line));
        facts.add(Fact.items(Label.REVOKED_NOW, report.revoked(), ReconcilePage::line));
        facts.add(Fact.items(
                Label.CRL_NUMBERS_ABOVE,
                report.numbers(),
                floor -> new Value.Text(floor.ca() + ": " + floor.number())));
        facts.add(Fact.items(Label.ENDED_NOW, report.officers(), ReconcilePage::ended));
        facts.add(Fact.items(Label.NOT_TAKEN_UP, report.left(), Value.Text::new));
        facts.add(Fact.of(Label.STATEMENT, statement.toString()));
        return facts;
    }

    private Value need() {
        Phrase words = switch (report.need()) {
            case CEREMONY -> new Phrase("鍵管理者のセレモニーが必要", "a ceremony of custodians is needed");
            case SEALING -> new Phrase("中断したセレモニーの仕上げのみ", "a ceremony broke off and is to be finished");
            case NONE -> new Phrase("整合は不要（保管庫は起動できます）", "nothing: the vault starts as it is");
        };
        return new Value.Coded(report.need().name().toLowerCase(Locale.ROOT), words);
    }

    private static Value ended(OfficerBody body) {
        return switch (body) {
            case OfficerBody.End(Id officer) ->
                new Value.Coded(officer.toString(), new Phrase("担当職員 %s", "officer %s").with(officer));
            case OfficerBody.EndCredential(Id officer, Id credential) ->
                new Value.Coded(
                        credential.toString(),
                        new Phrase("担当職員 %s の署名手段 %s", "of officer %s, credential %s").with(officer, credential));
            case OfficerBody.Put(var officer, String name, var salt, var enrolments) -> new Value.Text(name);
        };
    }

    private static Value line(ReconcileReport.Line line) {
        String fate = line.fate().name().toLowerCase(Locale.ROOT);
        Phrase words = switch (line.fate()) {
            case REVOKED -> new Phrase("失効", "revoked");
            case HELD -> new Phrase("停止", "suspended");
            case RELEASED -> new Phrase("停止の解除", "released");
            case BURNT -> new Phrase("失効（公開側に未知の番号）", "revoked, and unknown to the public side");
        };
        String serial = line.ca() + " " + line.serial();
        return new Value.Coded(fate + " " + serial, Phrase.same(serial + ": %s").with(words));
    }
}
