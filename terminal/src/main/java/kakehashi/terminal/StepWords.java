package kakehashi.terminal;

import kakehashi.ceremony.CeremonyEvent;
import kakehashi.ceremony.CeremonyStep;
import kakehashi.console.Phrase;
import kakehashi.path.Language;

/// What the steps of a ceremony are called.
final class StepWords {
    private StepWords() {}

    /// Number and sentence.
    static String title(CeremonyStep step, Language language) {
        return step.number() + ". " + words(step.act()).in(language);
    }

    private static Phrase words(CeremonyStep.Act act) {
        return switch (act) {
            case CeremonyStep.Found found ->
                new Phrase("創設: 設備の鍵の生成と創設記録への署名", "Found the installation: its keys, and genesis signed");
            case CeremonyStep.PutProfile(var profile) ->
                new Phrase(
                        "プロファイルの施行: " + profile.title(Language.JAPANESE) + " (" + profile.digest() + ")",
                        "Put the profile in force: " + profile.title(Language.ENGLISH) + " (" + profile.digest() + ")");
            case CeremonyStep.MakeKey(var ca) ->
                new Phrase("CA 鍵の生成: %s", "Make the key of the CA %s").with(ca.subject());
            case CeremonyStep.SelfSign(var ca) ->
                new Phrase("自己署名証明書の発行: %s", "Self-signed certificate of %s").with(ca.subject());
            case CeremonyStep.Certify(var ca, var by) ->
                new Phrase("下位 CA 証明書の発行: %s（発行者 %s）", "Certificate of %s by %s").with(ca.subject(), by.subject());
            case CeremonyStep.RollOver(var ca, var link) ->
                new Phrase("鍵更新とリンク証明書の発行: %s", "Roll over to the new key, with link certificates: %s")
                        .with(ca.subject());
            case CeremonyStep.Receive receive ->
                new Phrase("外部の CA が発行した証明書の受領: %s（発行者 %s）", "Receive the certificate of %s, issued outside by %s")
                        .with(receive.ca().subject(), receive.received().issuer());
            case CeremonyStep.CrossCertify cross ->
                new Phrase("相互認証証明書の発行: %s（発行者 %s）", "Cross-certificate for %s by %s")
                        .with(cross.file().getFileName(), cross.by().subject());
            case CeremonyStep.MakeCrl(var ca) -> new Phrase("CRL の発行: %s", "CRLs of %s").with(ca.subject());
        };
    }

    /// What happened.
    static Phrase words(CeremonyEvent.Kind kind) {
        return switch (kind) {
            case OPENED -> new Phrase("開始", "opened");
            case BEGUN -> new Phrase("着手", "begun");
            case DONE -> new Phrase("完了", "done");
            case REFUSED -> new Phrase("拒否", "refused");
            case ABORTED -> new Phrase("中断", "broken off");
            case CLOSED -> new Phrase("終了", "closed");
        };
    }
}
