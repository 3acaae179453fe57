package kakehashi.web;

/// The words of the page layout. Each constant has both languages or does not compile.
enum LayoutWords {
    SITE("架け橋", "Kakehashi"),
    SITE_SUBTITLE("政府認証基盤", "Government PKI"),
    SKIP("本文へ移動", "Skip to main content"),
    LANGUAGE("言語", "Language"),
    MENU("メインメニュー", "Main menu"),
    BREADCRUMBS("パンくずリスト", "Breadcrumbs"),
    HOME("ホーム", "Home"),
    FOOTER("このサイトについて", "About this site"),
    REQUIRED("必須", "Required"),
    OPTIONAL("任意", "Optional"),
    ERROR_SUMMARY("入力内容に誤りがあります", "There is a problem with what you entered"),
    FIELD_ERROR("%s：%s", "%s: %s"),
    ERROR("エラー", "Error"),
    SUCCESS("成功", "Success"),
    WARNING("警告", "Warning"),
    INFORMATION("お知らせ", "Information"),
    DROP("ここにファイルをドラッグするか、選択してください", "Drag files here, or choose them"),
    CHOSEN("選択されたファイル：", "Chosen files: "),
    STEPS("手順", "Steps"),
    STEP_DONE("完了", "done"),
    STEP_CURRENT("現在の手順", "current"),
    STEP_AHEAD("未着手", "not started"),
    BACK_TO_FORM("入力画面へ戻る", "Back to the form"),
    REQUEST_ID("受付番号", "Request id"),
    PROBLEMS("エラーの種類", "Types of problem"),
    STATUS("ステータス", "Status"),
    TYPE("種類", "Type"),
    MEANING("意味", "Meaning"),
    WHAT_TO_DO("対処方法", "What to do");

    private final Words words;

    LayoutWords(String japanese, String english) {
        words = new Words(japanese, english);
    }

    Words words() {
        return words;
    }

    String in(PageLanguage language) {
        return words.in(language);
    }
}
