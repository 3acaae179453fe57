package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// An order in the hands of the zone that it is addressed to.
///
/// @param id of the order
/// @param kind as submitted
/// @param from the zone whose role submitted it, as the database saw it
/// @param body as submitted
/// @param attempt 1 when it is taken for the first time
public record TakenOrder(Bytes id, String kind, Zone from, Bytes body, int attempt) {}
