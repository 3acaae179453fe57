package kakehashi.ceremony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.Halt;
import kakehashi.contract.Digest;
import kakehashi.contract.SignedOrder;
import kakehashi.files.PrivateFolder;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;

/// The step log of a ceremony: a folder of its own in the home, named by the digest of the ceremony's file. It
/// holds the file as it was run, each order before it was sent, what came of it, and `steps.log`, a line for each
/// event that is chained by digests to the one before. What is in it was forced to the disk before the ceremony
/// went on.
///
/// It is for going on after a break, and for the minutes. No key and no authority rests on it: the vault answers an
/// order that was sent before as it did then.
public final class CeremonyLog {
    private static final String STEPS = "steps.log";
    private static final String FILE = "ceremony.toml";
    private static final int NAME = 16;

    private final Path folder;
    private final List<CeremonyEvent> events = new ArrayList<>();
    private Digest last;

    private CeremonyLog(Path folder, Digest file) {
        this.folder = folder;
        this.last = file;
    }

    /// Opens the log of a ceremony, or begins one.
    ///
    /// @param ceremonies the folder of all logs of a home
    /// @throws Halt when the log was altered, or another ceremony of this home has steps done and is not closed
    public static CeremonyLog open(Path ceremonies, CeremonyFile file) {
        String name = file.digest().toString().substring(0, NAME);
        try {
            refuseOthers(ceremonies, name);
            Path folder = ceremonies.resolve(name);
            CeremonyLog log = new CeremonyLog(folder, file.digest());
            if (Files.isDirectory(folder)) {
                log.load();
            } else {
                PrivateFolder.create(folder);
            }
            log.keep(FILE, file.text());
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A changed file is another ceremony, and cannot go on with what was begun under the one that was reviewed.
    private static void refuseOthers(Path ceremonies, String name) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(ceremonies)) {
            folders = all.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .filter(folder -> !folder.getFileName().toString().equals(name))
                    .toList();
        }
        for (Path folder : folders) {
            CeremonyLog other =
                    new CeremonyLog(folder, Digest.of(Bytes.wrap(Files.readAllBytes(folder.resolve(FILE)))));
            other.load();
            boolean begun = other.events.stream().anyMatch(event -> event.kind() == CeremonyEvent.Kind.DONE);
            if (begun && !other.isClosed()) {
                throw new Halt("the ceremony of " + folder.resolve(FILE)
                        + " was broken off: go on with that file, octet by octet as it is there");
            }
        }
    }

    private void load() throws IOException {
        Path file = folder.resolve(STEPS);
        if (!Files.exists(file)) {
            return;
        }
        for (String line : wholeLines(file)) {
            int end = line.lastIndexOf('\t');
            Digest digest = chained(line.substring(0, Math.max(0, end)));
            if (end < 0 || !digest.toString().equals(line.substring(end + 1))) {
                throw altered(file);
            }
            try {
                events.add(CeremonyEvent.ofLine(line.substring(0, end)));
            } catch (IllegalArgumentException e) {
                throw altered(file);
            }
            last = digest;
        }
    }

    /// The lines; one that the power cord cut off is taken away, since nothing was done after it.
    private static List<String> wholeLines(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        int end = octets.length;
        while (end > 0 && octets[end - 1] != '\n') {
            end--;
        }
        if (end < octets.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
        }
        return new String(octets, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private Halt altered(Path file) {
        return new Halt("the step log " + file + " was altered at line " + (events.size() + 1));
    }

    private Digest chained(String line) {
        return Digest.of(Bytes.wrap((last + "\t" + line).getBytes(StandardCharsets.UTF_8)));
    }

    void add(CeremonyEvent event) {
        last = chained(event.line());
        append(event.line() + "\t" + last + "\n");
        events.add(event);
    }

    private void append(String line) {
        Path file = folder.resolve(STEPS);
        boolean first = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(java.nio.ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            if (first) {
                WholeFile.forceFolder(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps a file in the folder; it is there, whole, when this returns.
    public void keep(String name, Bytes content) {
        try {
            WholeFile.replace(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of the folder.
    public Optional<Bytes> file(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Bytes.wrap(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it lies.
    public Path folder() {
        return folder;
    }

    /// What happened so far.
    public List<CeremonyEvent> events() {
        return List.copyOf(events);
    }

    /// Digest over the whole log, line by line.
    public Digest digest() {
        return last;
    }

    /// What a step that is done came to; empty while it is not.
    public Optional<CeremonyEvent> done(CeremonyStep step) {
        return events.stream()
                .filter(event -> event.step() == step.number() && event.kind() == CeremonyEvent.Kind.DONE)
                .findFirst();
    }

    /// Whether all steps are done.
    public boolean isClosed() {
        return events.stream().anyMatch(event -> event.kind() == CeremonyEvent.Kind.CLOSED);
    }

    private long refused(CeremonyStep step) {
        return events.stream()
                .filter(event -> event.step() == step.number() && event.kind() == CeremonyEvent.Kind.REFUSED)
                .count();
    }

    private String order(CeremonyStep step) {
        return step.slug() + "-" + (refused(step) + 1) + ".order";
    }

    /// Keeps an order before it is sent.
    void sending(CeremonyStep step, SignedOrder order) {
        keep(order(step), order.der());
    }

    /// The order that was sent for a step and whose answer is not in the log.
    Optional<SignedOrder> sent(CeremonyStep step) {
        return file(order(step))
                .map(der -> SignedOrder.parse(der)
                        .toOptional()
                        .orElseThrow(() -> new Halt("an order in the step log was altered: " + order(step))));
    }
}
