package kakehashi.bench;

import java.util.ArrayList;
import java.util.List;
import kakehashi.web.Blocks;
import kakehashi.web.Html;
import kakehashi.web.Page;
import kakehashi.web.PageLayout;
import kakehashi.web.Request;
import kakehashi.web.Response;

/// A page as the product shows them.
final class WebPages {
    private static final int ROWS = 50;

    private WebPages() {}

    /// A table of 50 rows of four cells with names that must be escaped.
    static Response table(Request request) {
        List<List<Html>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(List.of(
                    Html.text("CN=総務大臣 <" + i + ">, O=Japanese Government, C=JP"),
                    Blocks.code(Integer.toHexString(i * 7919)),
                    Blocks.tag(Blocks.Mood.SUCCESS, "有効"),
                    Html.text("2026-04-01 & 2027-03-31")));
        }
        Html table = Blocks.table("証明書", List.of("主体者", "シリアル番号", "状態", "有効期間"), rows);
        return PageLayout.PLAIN.answer(request, Page.of("証明書一覧", table));
    }
}
