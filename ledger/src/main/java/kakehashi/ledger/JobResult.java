package kakehashi.ledger;

/// What came of a job.
///
/// @param verdict in one word
/// @param sentence one English sentence without data of persons; cut at 2,000 characters
public record JobResult(Verdict verdict, String sentence) {
    private static final int LONGEST = 2_000;

    /// In one word.
    public enum Verdict {
        /// It was done, and nothing is wrong.
        FINE,
        /// It was done, and found something that people must look at.
        FOUND,
        /// It could not be done.
        FAILED;

        /// As it is written in the database, in metrics and in JSON.
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Verdict ofLabel(String label) {
            return valueOf(label.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /// Keeps what fits into a row.
    public JobResult {
        sentence = sentence.length() > LONGEST ? sentence.substring(0, LONGEST - 1) + "…" : sentence;
    }

    /// Nothing is wrong.
    public static JobResult fine(String sentence) {
        return new JobResult(Verdict.FINE, sentence);
    }

    /// People must look.
    public static JobResult found(String sentence) {
        return new JobResult(Verdict.FOUND, sentence);
    }

    /// It could not be done.
    public static JobResult failed(String sentence) {
        return new JobResult(Verdict.FAILED, sentence);
    }
}
