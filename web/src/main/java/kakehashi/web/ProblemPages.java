package kakehashi.web;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Problems as pages: one that happened, and the catalogue of all types at [ProblemType#PLACE].
public final class ProblemPages {
    private final PageLayout layout;
    private final List<ProblemType> types;

    /// The catalogue. Refuses two types of one name.
    ///
    /// @param types those of the rooms; the server's own are added
    public ProblemPages(PageLayout layout, List<ProblemType> types) {
        this.layout = layout;
        List<ProblemType> all = new java.util.ArrayList<>(WebProblems.all());
        all.addAll(types);
        Set<String> names = new HashSet<>();
        for (ProblemType type : all) {
            if (!names.add(type.name())) {
                throw new IllegalArgumentException("two types of problem named " + type.name());
            }
        }
        this.types = List.copyOf(all);
    }

    /// The pages of the catalogue.
    public List<Route> routes() {
        return List.of(
                Route.get(ProblemType.PLACE, this::list), Route.get(ProblemType.PLACE + "{name}", this::explain));
    }

    private Response list(Request request) {
        PageLanguage language = request.language();
        List<String> columns = java.util.stream.Stream.of(
                        LayoutWords.TYPE, LayoutWords.STATUS, LayoutWords.MEANING, LayoutWords.WHAT_TO_DO)
                .map(word -> word.in(language))
                .toList();
        List<List<Html>> rows = types.stream()
                .map(type -> List.of(
                        new Page.Link(type.name(), type.uri()).html(),
                        Html.text(Integer.toString(type.status())),
                        Html.text(type.title().in(language)),
                        Html.text(type.advice().in(language))))
                .toList();
        String title = LayoutWords.PROBLEMS.in(language);
        return layout.answer(request, Page.of(title, Blocks.table(title, columns, rows)));
    }

    private Response explain(Request request) {
        String name = request.captured("name");
        PageLanguage language = request.language();
        Page.Link above = new Page.Link(LayoutWords.PROBLEMS.in(language), ProblemType.PLACE);
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .map(type -> layout.answer(
                        request, new Page(type.title().in(language), List.of(above), List.of(facts(type, language)))))
                .orElseGet(() -> Problem.of(WebProblems.NOT_FOUND).answer(request));
    }

    private static Html facts(ProblemType type, PageLanguage language) {
        return Blocks.definitions(List.of(
                new Blocks.Definition(LayoutWords.TYPE.in(language), Blocks.code(type.uri())),
                new Blocks.Definition(LayoutWords.STATUS.in(language), Html.text(Integer.toString(type.status()))),
                new Blocks.Definition(
                        LayoutWords.WHAT_TO_DO.in(language),
                        Html.text(type.advice().in(language)))));
    }

    /// One that happened.
    static Response answer(ProblemType type, Optional<Words> detail, Request request) {
        PageLanguage language = request.language();
        Html banner = Blocks.banner(
                Blocks.Mood.ERROR,
                LayoutWords.ERROR.in(language) + " " + type.status(),
                detail.orElse(type.advice()).in(language),
                Html.group(List.of()));
        Html id = Blocks.definitions(
                List.of(new Blocks.Definition(LayoutWords.REQUEST_ID.in(language), Blocks.code(request.id()))));
        List<Html> blocks = new java.util.ArrayList<>(List.of(banner));
        if (request.method() == Method.POST) {
            Page.Link again = new Page.Link(LayoutWords.BACK_TO_FORM.in(language), request.rawPath());
            blocks.add(Html.element("p").add(Blocks.link(again)));
        }
        blocks.add(id);
        return request.layout()
                .answer(type.status(), request, new Page(type.title().in(language), List.of(), blocks));
    }
}
