package kakehashi.contract;

import kakehashi.x509.Tag;

/// Reads the effects of an entry; apart from [Effect] because there are so many.
final class EffectReader {
    /// The first alternative about what is authorised; before it stand orders, officers and rules.
    private static final int AUTHORISED = 8;

    /// The first alternative about what was signed.
    private static final int ISSUED = 12;

    private EffectReader() {}

    static Effect read(StatementReader reader) {
        int choice = reader.choice();
        if (choice < AUTHORISED) {
            return decided(choice, reader);
        }
        return choice < ISSUED ? authorised(choice, reader) : done(choice, reader);
    }

    private static Effect decided(int choice, StatementReader reader) {
        return switch (choice) {
            case 0 ->
                reader.fields(
                        0,
                        r -> new Effect.OrderSettled(
                                r.id(),
                                r.digest(),
                                r.time(),
                                r.digest(),
                                r.optional(0, r::digest),
                                r.optional(1, r::digest)));
            case 1 -> new Effect.Officer(kakehashi.contract.Officer.read(reader, Tag.constructed(1)));
            case 2 -> new Effect.OfficerEnded(reader.id(Tag.primitive(2)));
            case 3 -> new Effect.CredentialEnded(reader.id(Tag.primitive(3)));
            case 4 ->
                reader.fields(
                        4,
                        r -> new Effect.Profile(r.id(), r.digest(), r.bool() ? Effect.InForce.YES : Effect.InForce.NO));
            case 5 ->
                reader.fields(
                        5,
                        r -> new Effect.Policy(r.id(), r.digest(), r.bool() ? Effect.InForce.YES : Effect.InForce.NO));
            case 6 -> new Effect.Rules(reader.digest(Tag.primitive(6)));
            case 7 -> new Effect.Keys(reader.digest(Tag.primitive(7)));
            case 25 -> reader.fields(25, r -> new Effect.Alone(r.id(), r.integer()));
            default -> throw reader.noChoice("Effect");
        };
    }

    private static Effect authorised(int choice, StatementReader reader) {
        return switch (choice) {
            case 8 -> new Effect.Authorisation(kakehashi.contract.Authorisation.read(reader, Tag.constructed(8)));
            case 9 -> reader.fields(9, r -> new Effect.AuthorisationUsed(r.id(), r.integer(), r.digest()));
            case 10 -> new Effect.AuthorisationStopped(reader.id(Tag.primitive(10)));
            case 11 ->
                reader.fields(
                        11,
                        r -> new Effect.Intended(
                                r.id(),
                                r.serial(),
                                r.digest(),
                                r.digest(),
                                r.time(),
                                holder(r),
                                r.id(),
                                r.integer(),
                                r.integer()));
            case 25 -> reader.fields(25, r -> new Effect.Alone(r.id(), r.integer()));
            default -> throw reader.noChoice("Effect");
        };
    }

    private static Effect done(int choice, StatementReader reader) {
        return switch (choice) {
            case 12 -> reader.fields(12, r -> new Effect.Issued(r.id(), r.serial(), r.digest(), r.visibility()));
            case 13 -> reader.fields(13, r -> new Effect.Burnt(r.id(), r.serial()));
            case 14 ->
                reader.fields(
                        14,
                        r -> new Effect.Revoked(
                                r.id(), r.serial(), r.time(), holder(r), r.time(), r.reason(), r.optionalTime()));
            case 15 -> reader.fields(15, r -> new Effect.Held(r.id(), r.serial(), r.time(), holder(r), r.time()));
            case 16 -> reader.fields(16, r -> new Effect.Released(r.id(), r.serial(), r.time()));
            case 17 -> reader.fields(17, r -> new Effect.CrlIntended(r.id(), r.number()));
            case 18 ->
                reader.fields(
                        18,
                        r -> new Effect.CrlIssued(
                                r.id(), r.number(), r.digest(), r.integer(), CrlBody.readUnlessFull(r)));
            case 19 ->
                reader.fields(
                        19,
                        r -> new Effect.Authority(
                                r.id(), r.digest(), r.bool() ? Effect.InForce.YES : Effect.InForce.NO));
            case 20 ->
                reader.fields(
                        20,
                        r -> new Effect.Pair(r.id(), r.digest(), r.bool() ? Effect.InForce.YES : Effect.InForce.NO));
            case 21 -> new Effect.Erased(reader.digest(Tag.primitive(21)));
            case 22 -> new Effect.Node(reader.id(Tag.primitive(22)));
            case 23 -> reader.fields(23, r -> new Effect.Batch(r.integer(), r.time()));
            case 24 -> reader.fields(24, r -> new Effect.AuthorityKey(r.id(), r.digest(), r.digest()));
            case 25 -> reader.fields(25, r -> new Effect.Alone(r.id(), r.integer()));
            case 26 ->
                reader.fields(
                        26,
                        r -> new Effect.TreeCut(r.enumerated(AuditedZone.ALL), r.integer(), r.integer(), r.digest()));
            default -> throw reader.noChoice("Effect");
        };
    }

    private static Effect.Holder holder(StatementReader reader) {
        return reader.bool() ? Effect.Holder.AUTHORITY : Effect.Holder.END_ENTITY;
    }
}
