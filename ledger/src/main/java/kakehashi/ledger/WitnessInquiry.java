package kakehashi.ledger;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Asks witnesses before a vault works whether they have seen more of its trees than it has sealed, or others. Then
/// database and sealed state were put back together, which nothing here can tell (docs/adr/0005, Seen elsewhere).
///
/// @param signers one for each zone
/// @param sealed the edge of a zone's tree as the vault has sealed it
public record WitnessInquiry(List<CheckpointSigner> signers, Function<Zone, SealedEdge> sealed) {
    private static final System.Logger LOG = System.getLogger(WitnessInquiry.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /// Keeps its own list.
    public WitnessInquiry {
        signers = List.copyOf(signers);
    }

    private record Question(CheckpointSigner signer, Witness witness) {
        String subject() {
            return "the witness " + witness.key().name() + " of the tree "
                    + signer.zone().label();
        }
    }

    /// Asks all of them at once, for three seconds. Who does not answer is logged, and no reason to wait.
    ///
    /// @return a sentence of the first one who has seen more or another tree, and may stop a start
    public Optional<String> reasonToStop(List<Witness> witnesses) {
        List<Question> questions = signers.stream()
                .flatMap(signer -> witnesses.stream().map(witness -> new Question(signer, witness)))
                .toList();
        if (questions.isEmpty()) {
            return Optional.empty();
        }
        try (WitnessClient client = new WitnessClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<String>>> tasks = new ArrayList<>();
            questions.forEach(question -> tasks.add(() -> ask(client, question)));
            List<Future<Optional<String>>> answers =
                    threads.invokeAll(tasks, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            Optional<String> reason = Optional.empty();
            for (int i = 0; i < questions.size(); i++) {
                Optional<String> told = told(answers.get(i), questions.get(i));
                reason = reason.or(() -> told);
            }
            return reason;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> told(Future<Optional<String>> answer, Question question)
            throws InterruptedException {
        try {
            Optional<String> later = answer.get();
            later.ifPresent(sentence -> LOG.log(Level.ERROR, sentence));
            return later.filter(sentence -> question.witness().atStart() == Witness.AtStart.STOP);
        } catch (CancellationException e) {
            LOG.log(Level.WARNING, question.subject() + " did not answer in " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, question.subject() + " was not asked: " + e.getCause());
        }
        return Optional.empty();
    }

    private Optional<String> ask(WitnessClient client, Question question) throws InterruptedException {
        CheckpointSigner signer = question.signer();
        SealedEdge edge = sealed.apply(signer.zone());
        WitnessRequest request = new WitnessRequest(edge.size(), List.of(), signer.sign(edge));
        return switch (client.ask(question.witness(), request)) {
            case WitnessAnswer.Cosigned cosigned -> Optional.empty();
            case WitnessAnswer.Elsewhere(long size) ->
                size > edge.size()
                        ? Optional.of(question.subject() + " has seen " + size + " leaves, more than the " + edge.size()
                                + " that are sealed here")
                        : Optional.empty();
            case WitnessAnswer.Disagrees(String reason) -> Optional.of(question.subject() + " " + reason);
            case WitnessAnswer.Refused(String reason) -> {
                LOG.log(Level.WARNING, question.subject() + " " + reason);
                yield Optional.empty();
            }
        };
    }
}
