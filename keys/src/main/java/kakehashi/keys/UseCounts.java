package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kakehashi.x509.Bytes;

/// Counts the uses of keys in a small file of mode 0600 beside a token, durably and before each use: for an
/// officer's client, which has no audit log of its own.
///
/// A use costs a write that is forced to the disk. One process at a time uses the file.
public final class UseCounts implements KeyUseListener {
    private final Path file;

    /// @param file made at the first use
    public UseCounts(Path file) {
        this.file = file;
    }

    /// Counts one use and answers its number, from 1 on.
    ///
    /// @throws TokenUnavailable when the file cannot be written, or is no such file
    public synchronized long next(Bytes keyId) {
        Map<String, Long> all = read();
        long number = all.merge(keyId.toString(), 1L, Long::sum);
        write(all);
        return number;
    }

    @Override
    public synchronized long usesSoFar(KeyEntry key) {
        return read().getOrDefault(key.id().toString(), 0L);
    }

    @Override
    public synchronized void before(KeyUse use) {
        Map<String, Long> all = read();
        all.merge(use.key().id().toString(), use.number(), Math::max);
        write(all);
    }

    @Override
    public void after(KeyUse use, KeyUseResult result) {
        // A use counts when it begins, however it ends.
    }

    private void write(Map<String, Long> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (key, count) -> text.append(key).append(' ').append(count).append('\n'));
        PrivateFile.write(file, Bytes.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private Map<String, Long> read() {
        Map<String, Long> counts = new TreeMap<>();
        PrivateFile.read(file)
                .ifPresent(content -> new String(content.toArray(), StandardCharsets.US_ASCII)
                        .lines()
                        .forEach(line -> put(counts, line)));
        return counts;
    }

    private void put(Map<String, Long> counts, String line) {
        int blank = line.indexOf(' ');
        String number = line.substring(blank + 1);
        if (blank < 1 || !number.matches("\\d{1,18}")) {
            throw new TokenUnavailable("not a file of counts: " + file);
        }
        counts.put(line.substring(0, blank), Long.valueOf(number));
    }
}
