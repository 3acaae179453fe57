package kakehashi.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/// The requests of one connection as they come in: those whose answers are ready are answered, the others go to the
/// library octet for octet.
///
/// It stands between socket and library and must know at any time whether the next octet begins a request: a body
/// must never be taken for one. So it follows every request to its end, and when one comes that it cannot follow it
/// hands everything over from there on. Used by the one thread of the connection.
final class ReadyRequests {
    private static final long NEVER = Long.MIN_VALUE;

    private final ReadyDoor door;
    private final Supplier<byte[]> source;
    private final PlainDoor.Client client;
    /// Octets of a body that are still to come for the library.
    private int owed;
    /// What came in together with what the library was given.
    private byte[] held = new byte[0];
    private boolean handedOver;
    private volatile long answered = NEVER;
    /// Whether it is being answered now.
    private volatile boolean busy;

    /// @param source reads on; `null` at the end
    /// @param client whom it comes from
    ReadyRequests(ReadyDoor door, Supplier<byte[]> source, PlainDoor.Client client) {
        this.door = door;
        this.source = source;
        this.client = client;
        this.handedOver = !door.hasPlaces();
    }

    /// How long ago the last one was answered here; for ever when none was.
    Duration sinceAnswer() {
        if (busy) {
            return Duration.ZERO;
        }
        long last = answered;
        return last == NEVER ? Duration.ofDays(1) : Duration.ofNanos(System.nanoTime() - last);
    }

    /// Whether any was answered here.
    boolean hasAnswered() {
        return answered != NEVER;
    }

    /// Octets for the library; `null` at the end.
    byte[] next() {
        if (owed > 0) {
            byte[] octets = more();
            return octets == null ? null : body(octets);
        }
        byte[] octets = more();
        while (!handedOver && octets != null) {
            Optional<PlainHead> head = PlainHead.read(octets);
            if (head.isEmpty()) {
                handedOver = true;
                return octets;
            }
            int end = head.get().end();
            if (end > octets.length || !answer(head.get(), octets)) {
                return request(octets, end);
            }
            hold(octets, end);
            octets = more();
        }
        return octets;
    }

    private boolean answer(PlainHead head, byte[] octets) {
        busy = true;
        try {
            boolean ready = door.answer(head, octets, client);
            answered = ready ? System.nanoTime() : answered;
            return ready;
        } finally {
            busy = false;
        }
    }

    private byte[] more() {
        if (held.length == 0) {
            return source.get();
        }
        byte[] octets = held;
        held = new byte[0];
        return octets;
    }

    private void hold(byte[] octets, int from) {
        if (from < octets.length) {
            held = Arrays.copyOfRange(octets, from, octets.length);
        }
    }

    /// One request for the library, or its beginning.
    private byte[] request(byte[] octets, int end) {
        owed = Math.max(0, end - octets.length);
        hold(octets, end);
        return end < octets.length ? Arrays.copyOf(octets, end) : octets;
    }

    private byte[] body(byte[] octets) {
        int given = Math.min(owed, octets.length);
        owed -= given;
        hold(octets, given);
        return given < octets.length ? Arrays.copyOf(octets, given) : octets;
    }
}
