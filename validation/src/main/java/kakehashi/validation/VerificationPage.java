package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.web.AddressGate;
import kakehashi.web.Blocks;
import kakehashi.web.Form;
import kakehashi.web.FormData;
import kakehashi.web.Page;
import kakehashi.web.PageLanguage;
import kakehashi.web.PageLayout;
import kakehashi.web.Problem;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.Tally;
import kakehashi.web.WebProblems;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;

/// The public page at which a person drops or pastes a certificate and is led to the explained answer. It works
/// without a script.
final class VerificationPage {
    static final String PATH = "/verify";

    private static final int MAX_FILE = 1 << 20;
    private static final int MAX_FORM = 2 * MAX_FILE + (1 << 16);
    private static final String ACCEPT = ".cer,.crt,.der,.pem,.p7b,.p7c,application/pkix-cert,application/pkcs7-mime";
    private static final String FILE = "file";
    private static final String TEXT = "certificate";
    private static final String POLICY = "policy";
    private static final String AT = "at";

    private final Validation validation;
    private final AddressGate gate;
    private final AnswerShelf shelf;
    private final ViewTickets tickets;
    private final Counter counter;

    /// The page's place in the server.
    ///
    /// @param layout the layout
    /// @param options limits
    /// @param clock the present
    /// @param told counts what is said
    record Counter(PageLayout layout, DoorOptions options, InstantSource clock, Tally<DoorResult> told) {}

    VerificationPage(Validation validation, AddressGate gate, AnswerShelf shelf, ViewTickets tickets, Counter counter) {
        this.validation = validation;
        this.gate = gate;
        this.shelf = shelf;
        this.tickets = tickets;
        this.counter = counter;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, request -> counter.layout.answer(request, page(request.language(), Sent.NOTHING))),
                Route.post(PATH, MAX_FORM, this::verify));
    }

    /// What stands in the form.
    private record Filled(String pasted, String policy, String at) {
        Filled withoutText() {
            return new Filled("", policy, at);
        }
    }

    /// What stands in the form, and what was wrong with it.
    ///
    /// @param wrong the words about a field, by its name
    private record Sent(Filled filled, Map<String, String> wrong) {
        static final Sent NOTHING = new Sent(new Filled("", "", ""), Map.of());

        static Sent wrong(Filled filled, String field, String words) {
            return new Sent(filled, Map.of(field, words));
        }

        /// The field, with what was wrong with it.
        Form.Field told(Form.Field field) {
            return Optional.ofNullable(wrong.get(field.name()))
                    .map(field::wrong)
                    .orElse(field);
        }
    }

    private Page page(PageLanguage language, Sent sent) {
        Form.Field file = Form.Field.of(
                        FILE, PageWords.FILE.in(language), Form.Need.OPTIONAL, new Form.Input.Files(ACCEPT))
                .hint(PageWords.FILE_HINT.in(language));
        Form.Field text = Form.Field.of(
                        TEXT,
                        PageWords.PASTE.in(language),
                        Form.Need.OPTIONAL,
                        new Form.Input.Lines(sent.filled.pasted))
                .hint(PageWords.PASTE_HINT.in(language));
        List<Form.Option> policies = validation.policies().policies().stream()
                .map(policy ->
                        new Form.Option(policy.id().toString(), policy.name().in(Explanation.wording(language))))
                .toList();
        Form.Field policy = Form.Field.of(
                POLICY,
                PageWords.POLICY.in(language),
                Form.Need.REQUIRED,
                new Form.Input.Choice(policies, sent.filled.policy));
        Form.Field at = Form.Field.of(
                        AT, PageWords.STATED_TIME.in(language), Form.Need.OPTIONAL, new Form.Input.Line(sent.filled.at))
                .hint(PageWords.STATED_TIME_HINT.in(language));
        Form form = new Form(
                PATH,
                PageWords.SUBMIT.in(language),
                Stream.of(file, text, policy, at).map(sent::told).toList());
        Duration kept = counter.options.keptFor();
        return Page.of(
                PageWords.VERIFY.in(language),
                Blocks.paragraph(PageWords.VERIFY_LEAD.in(language)),
                form.html(language),
                Blocks.paragraph(
                        PageWords.PRIVACY.in(language, PageWords.MINUTES.in(language, Math.max(1, kept.toMinutes())))));
    }

    private Response verify(Request request) {
        Instant now = counter.clock.instant();
        Optional<Response> refusal = gate.refusal(request, 1);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<FormData> data = FormData.read(request);
        if (data.isEmpty()) {
            return Problem.of(WebProblems.MALFORMED_REQUEST).answer(request);
        }
        return answer(request, data.get(), now);
    }

    private Response answer(Request request, FormData data, Instant now) {
        List<FormData.Sent> files = data.files(FILE);
        Filled filled = new Filled(data.text(TEXT), data.text(POLICY), data.text(AT));
        Bytes octets = files.isEmpty()
                ? Bytes.wrap(filled.pasted.strip().getBytes(StandardCharsets.UTF_8))
                : files.getFirst().content();
        StatedTime at = StatedTime.read(filled.at);
        if (at instanceof StatedTime.Unreadable) {
            return refused(request, filled, AT, PageWords.NO_TIME.in(request.language()));
        }
        return switch (CertificateDrop.read(octets)) {
            case CertificateDrop.Found found -> answer(request, question(found, filled, at), now);
            case CertificateDrop.Refused(PageWords why) -> {
                String field = !files.isEmpty() || octets.isEmpty() ? FILE : TEXT;
                // A private key is not sent back into the page.
                Filled shown = why == PageWords.PRIVATE_KEY ? filled.withoutText() : filled;
                yield refused(request, shown, field, why.in(request.language()));
            }
        };
    }

    private Response refused(Request request, Filled filled, String field, String words) {
        return counter.layout.answer(422, request, page(request.language(), Sent.wrong(filled, field, words)));
    }

    private ValidationQuestion question(CertificateDrop.Found found, Filled filled, StatedTime at) {
        PolicyCatalogue policies = validation.policies();
        RelyingPartyPolicy policy =
                Oid.parse(filled.policy).toOptional().flatMap(policies::find).orElseGet(policies::standard);
        ValidationQuestion question =
                ValidationQuestion.of(found.target(), policy).with(new Supplied(found.others(), List.of(), List.of()));
        return at instanceof StatedTime.At(Instant time) ? question.at(time) : question;
    }

    private Response answer(Request request, ValidationQuestion question, Instant now) {
        LongWork.Length length = LongWork.Length.of(1, question.supplied(), question.overrides());
        ValidationAnswer answer = validation.longWork().run(length, () -> validation.answer(question, now));
        counter.told.count(DoorResult.of(answer.verdict()));
        Id id = shelf.put(answer, Optional.empty(), now);
        return tickets.give(Response.seeOther(ExplainPages.path(id)), id, request)
                .with("Cache-Control", "no-store");
    }
}
