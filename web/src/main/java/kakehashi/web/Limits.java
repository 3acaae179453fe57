package kakehashi.web;

import java.time.Duration;

/// What a listener lets a client take. Each must be positive.
///
/// @param headerOctets of all fields of a request together (431 beyond it), and of its first line (414)
/// @param parameters of a query (400)
/// @param connections at once; further ones wait unaccepted
/// @param requests worked on at once (503 with Retry-After)
/// @param idle how long a connection may be silent, and how long a first line may take
/// @param headers how long the fields of a request may take to arrive, and after a refusal the rest of its body
/// @param exchange how long a request may take from its fields to the last octet of the answer; then it is broken
/// off
/// @param perAddress how many of the connections one address may have
public record Limits(
        int headerOctets,
        int parameters,
        int connections,
        int requests,
        Duration idle,
        Duration headers,
        Duration exchange,
        ConnectionShare perAddress) {
    /// 16 KiB of fields, 64 parameters, 10,000 connections, 2,000 requests, 30 s idle, 10 s for fields, 60 s in
    /// all.
    public static final Limits DEFAULT = new Limits(
            16 * 1024, 64, 10_000, 2_000, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60));

    /// The usual share of the connections for one address.
    public Limits(
            int headerOctets,
            int parameters,
            int connections,
            int requests,
            Duration idle,
            Duration headers,
            Duration exchange) {
        this(headerOctets, parameters, connections, requests, idle, headers, exchange, ConnectionShare.HTTP);
    }

    /// The same with another share of the connections for one address.
    public Limits with(ConnectionShare share) {
        return new Limits(headerOctets, parameters, connections, requests, idle, headers, exchange, share);
    }

    /// Refuses what is not positive.
    public Limits {
        if (Math.min(Math.min(headerOctets, parameters), Math.min(connections, requests)) < 1
                || !idle.isPositive()
                || !headers.isPositive()
                || !exchange.isPositive()) {
            throw new IllegalArgumentException("every limit is positive");
        }
    }
}
