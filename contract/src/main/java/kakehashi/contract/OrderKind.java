package kakehashi.contract;

import java.util.List;

/// What an order is about, with the row of record 3's table; `Kind` in the annex.
public enum OrderKind implements Numbered {
    ISSUE(0, Field.MUST, Field.MUST, Reject.ENDS, Client.ONE),
    REVOKE(1, Field.MUST, Field.NEVER, Reject.CHANGES_NOTHING, Client.NONE),
    SUSPEND(2, Field.MUST, Field.NEVER, Reject.CHANGES_NOTHING, Client.NONE),
    RESUME(3, Field.MUST, Field.NEVER, Reject.ENDS, Client.ONE),
    CRL(4, Field.MUST, Field.NEVER, Reject.CHANGES_NOTHING, Client.NONE),
    OFFICER(5, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    PROFILE(6, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    AUTHORISATION(7, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    CA(8, Field.MUST, Field.NEVER, Reject.ENDS, Client.ALL),
    CROSS_CERTIFICATE(9, Field.MUST, Field.NEVER, Reject.ENDS, Client.ALL),
    RELYING_PARTY_POLICY(10, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    RULES(11, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    KEYS(12, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL),
    ERASE(13, Field.NEVER, Field.NEVER, Reject.ENDS, Client.ALL);

    static final List<OrderKind> ALL = List.of(values());

    private final int number;
    private final Field authority;
    private final Field filing;
    private final Reject reject;
    private final Client client;

    OrderKind(int number, Field authority, Field filing, Reject reject, Client client) {
        this.number = number;
        this.authority = authority;
        this.filing = filing;
        this.reject = reject;
        this.client = client;
    }

    /// Whether an order of a kind has a field.
    public enum Field {
        /// It must.
        MUST,
        /// It must not.
        NEVER
    }

    /// What a `reject` of somebody who could have approved does.
    public enum Reject {
        /// It ends the order.
        ENDS,
        /// Nothing: the order takes rights away, or costs nobody any.
        CHANGES_NOTHING
    }

    /// How many of the approvals come from `client` credentials, whatever the rules say.
    public enum Client {
        /// None need to.
        NONE,
        /// At least one; the rules may ask for more.
        ONE,
        /// All.
        ALL
    }

    @Override
    public int number() {
        return number;
    }

    /// Whether the order names a CA.
    public Field authority() {
        return authority;
    }

    /// Whether the order names a filing. An `issue` order names a standing authorisation in its stead.
    public Field filing() {
        return filing;
    }

    /// What a `reject` does to an order of this kind with this body: it never ends an order that takes rights away.
    public Reject reject(OrderBody body) {
        return switch (body) {
            case OfficerBody.End b -> Reject.CHANGES_NOTHING;
            case OfficerBody.EndCredential b -> Reject.CHANGES_NOTHING;
            case AuthorisationBody.Stop b -> Reject.CHANGES_NOTHING;
            case CaBody.End b -> Reject.CHANGES_NOTHING;
            case CrossBody.Withdraw b -> Reject.CHANGES_NOTHING;
            case OrderBody b -> reject;
        };
    }

    /// How many approvals of an order of this kind with this body come from `client` credentials.
    public Client client(OrderBody body) {
        return body instanceof AuthorisationBody.Stop ? Client.NONE : client;
    }
}
