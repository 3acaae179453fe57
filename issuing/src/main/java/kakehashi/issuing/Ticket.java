package kakehashi.issuing;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kakehashi.x509.Bytes;

/// Who waits for an order's outcome: a row of the order book, or a caller in this process.
///
/// @param booked the row's id
/// @param answer completed with the DER of the [kakehashi.contract.SignedOutcome] after its commit
record Ticket(Optional<Bytes> booked, CompletableFuture<Bytes> answer) {
    static Ticket ofCaller() {
        return new Ticket(Optional.empty(), new CompletableFuture<>());
    }

    static Ticket ofBook(Bytes id) {
        return new Ticket(Optional.of(id), new CompletableFuture<>());
    }
}
