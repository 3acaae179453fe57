package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// The certificates of the story, to be tried out on the pages: each as a file in the folder, with a question to
/// the JSON API beside it, and as a button.
final class DemoSamples {
    private static final String QUESTION = ".json";

    private final Path folder;
    private final List<Sample> samples = new CopyOnWriteArrayList<>();

    /// One of them.
    ///
    /// @param key how its file is called
    /// @param words what it is, and what is to be expected
    record Sample(String key, Words words, Certificate certificate) {}

    DemoSamples(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(String key, String japanese, String english, Certificate certificate) {
        write(key + ".pem", Bytes.wrap(Pem.encode(certificate).getBytes(StandardCharsets.US_ASCII)));
        String der = Base64.getEncoder().encodeToString(certificate.der().toArray());
        write(
                key + QUESTION,
                Bytes.wrap(("{\"certificates\":[\"" + der + "\"]}\n").getBytes(StandardCharsets.US_ASCII)));
        samples.removeIf(sample -> sample.key.equals(key));
        samples.add(new Sample(key, new Words(japanese, english), certificate));
    }

    /// The file that asks the JSON API about it.
    Path question(Sample sample) {
        return folder.resolve(sample.key + QUESTION);
    }

    /// Writes a file among them.
    Path write(String name, Bytes octets) {
        try {
            return Files.write(folder.resolve(name), octets.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The certificate of that key.
    Optional<Certificate> find(String key) {
        return samples.stream()
                .filter(sample -> sample.key.equals(key))
                .map(Sample::certificate)
                .findFirst();
    }

    /// One that is worth asking about: the mayor's, else the first; empty when there is none.
    Optional<Sample> toAsk() {
        return samples.stream()
                .filter(sample -> sample.key.equals("mayor"))
                .findFirst()
                .or(() -> samples.stream().findFirst());
    }

    List<Sample> all() {
        return List.copyOf(samples);
    }

    Path folder() {
        return folder;
    }
}
