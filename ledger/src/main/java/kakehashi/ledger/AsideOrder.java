package kakehashi.ledger;

import java.time.Instant;
import kakehashi.x509.Bytes;

/// An order that failed too often and waits for a person.
///
/// @param id of the order
/// @param kind as submitted
/// @param from the zone that submitted it
/// @param submittedAt by the database's clock
/// @param attempts how often it was tried
/// @param failure the type of the last exception; never its message
public record AsideOrder(Bytes id, String kind, Zone from, Instant submittedAt, int attempts, String failure) {}
