package kakehashi.web;

import java.util.List;
import java.util.Optional;

/// Pages with one of everything, in both languages.
final class SamplePages {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&\u202egro.elpmaxe";

    private static final PageLayout LAYOUT = new PageLayout(
            new Words("政府認証基盤", "Government PKI"),
            new Words("リポジトリ", "Repository"),
            List.of(
                    new PageLayout.MenuEntry(new Words("証明書", "Certificates"), "/sample"),
                    new PageLayout.MenuEntry(new Words("検証", "Validation"), "/form")),
            List.of(new PageLayout.MenuEntry(new Words("エラーの種類", "Types of problem"), "/problems/")));

    private SamplePages() {}

    static Routes routes() {
        List<Route> routes = new java.util.ArrayList<>(Assets.routes());
        routes.addAll(new ProblemPages(LAYOUT, List.of()).routes());
        routes.add(Route.get("/sample", request -> LAYOUT.answer(request, blocks(request.language()))));
        routes.add(Route.get("/form", request -> LAYOUT.answer(request, form(request.language(), Optional.empty()))));
        routes.add(Route.post(
                "/form",
                100_000,
                request -> LAYOUT.answer(
                        422,
                        request,
                        form(
                                request.language(),
                                Optional.of(words(request.language(), "PDFを選択してください", "Choose a PDF"))))));
        return Routes.of(routes);
    }

    private static String words(PageLanguage language, String japanese, String english) {
        return new Words(japanese, english).in(language);
    }

    private static Page blocks(PageLanguage l) {
        return new Page(
                words(l, "証明書一覧", "Certificates"),
                List.of(new Page.Link(words(l, "リポジトリ", "Repository"), "/form")),
                List.of(
                        Blocks.banner(
                                Blocks.Mood.INFORMATION,
                                words(l, "定期メンテナンス", "Planned maintenance"),
                                Html.text(words(l, "4月5日 2:00から実施します。", "On 5 April from 2:00.")),
                                l),
                        Blocks.banner(
                                Blocks.Mood.SUCCESS,
                                words(l, "検証に成功しました", "Valid"),
                                Html.text(words(l, "すべての検査に合格しました。", "All checks passed.")),
                                l),
                        Blocks.banner(
                                Blocks.Mood.WARNING,
                                words(l, "まもなく期限切れ", "Expires soon"),
                                Html.text(words(l, "30日以内に更新してください。", "Renew within 30 days.")),
                                l),
                        Blocks.steps(
                                List.of(words(l, "申請", "Apply"), words(l, "審査", "Examine"), words(l, "発行", "Issue")),
                                1,
                                l),
                        cards(l),
                        table(l),
                        Blocks.heading(words(l, "証明書の内容", "Certificate")),
                        facts(l)));
    }

    private static Html cards(PageLanguage l) {
        return Blocks.cards(List.of(
                Blocks.card(
                        new Page.Link(words(l, "ブリッジ認証局", "Bridge CA"), "/problems/"),
                        Html.text(words(l, "相互認証証明書と失効リスト", "Cross-certificates and revocation lists"))),
                Blocks.card(
                        new Page.Link(words(l, "官職認証局", "Officials' CA"), "/form"),
                        Html.text(words(l, "官職証明書の発行状況", "Certificates of officials")))));
    }

    private static Html table(PageLanguage l) {
        return Blocks.table(
                words(l, "失効リスト", "Revocation lists"),
                List.of(words(l, "認証局", "Authority"), words(l, "状態", "State"), words(l, "次回更新", "Next update")),
                List.of(
                        List.of(
                                Html.text("CN=Bridge CA, O=Japanese Government"),
                                Blocks.tag(Blocks.Mood.SUCCESS, words(l, "有効", "Current")),
                                Html.text("2026-04-02 00:00 JST")),
                        List.of(
                                Html.text(HOSTILE),
                                Blocks.tag(Blocks.Mood.ERROR, words(l, "期限切れ", "Out of date")),
                                Html.text("2026-03-01 00:00 JST"))));
    }

    private static Html facts(PageLanguage l) {
        return Blocks.definitions(List.of(
                new Blocks.Definition(words(l, "発行者", "Issuer"), Html.text("CN=Root")),
                new Blocks.Definition(words(l, "シリアル番号", "Serial number"), Blocks.code("01a2b3")),
                new Blocks.Definition(
                        words(l, "フィンガープリント", "Fingerprint"),
                        Blocks.grouped("3f9a07d1c45e88b2a0617f3bd92e4c5d11a2b3c4d5e6f708192a3b4c5d6e7f80"))));
    }

    private static Page form(PageLanguage l, Optional<String> wrong) {
        Form.Field file = Form.Field.of(
                        "document",
                        words(l, "検証する文書", "Document"),
                        Form.Need.REQUIRED,
                        new Form.Input.Files("application/pdf"))
                .hint(words(l, "10 MBまでのPDF", "PDF, at most 10 MB"));
        Form form = new Form(
                "/form",
                words(l, "検証する", "Verify"),
                List.of(
                        wrong.map(file::wrong).orElse(file),
                        Form.Field.of(
                                "subject", words(l, "件名", "Subject"), Form.Need.OPTIONAL, new Form.Input.Line(HOSTILE)),
                        Form.Field.of(
                                "purpose",
                                words(l, "用途", "Purpose"),
                                Form.Need.REQUIRED,
                                new Form.Input.Choice(
                                        List.of(
                                                new Form.Option("sign", words(l, "署名", "Signature")),
                                                new Form.Option("tls", words(l, "サーバ", "Server"))),
                                        "tls")),
                        Form.Field.of(
                                "remark",
                                words(l, "備考", "Remark"),
                                Form.Need.OPTIONAL,
                                new Form.Input.Lines("</textarea><img src=x onerror=alert(1)>"))));
        return Page.of(words(l, "文書の検証", "Verify a document"), form.html(l));
    }
}
