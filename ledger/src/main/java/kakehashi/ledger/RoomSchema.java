package kakehashi.ledger;

/// A room's schema and where its migrations lie.
///
/// Migrations are forward-only SQL files `V<n>__<what>.sql` below the location on the class path. They run as the
/// database's owner and themselves grant to `${role}`, the zone's role, what it needs; without a grant the role may
/// name the schema and read nothing.
///
/// @param schema the schema, called as the room
/// @param zone whose role the room's process uses
/// @param location a folder on the class path, such as `kakehashi/issuing/migrations`
public record RoomSchema(String schema, Zone zone, String location) {
    /// @throws IllegalArgumentException when the schema's name is not plain lower-case letters
    public RoomSchema {
        if (!schema.matches("[a-z]{1,30}") || schema.equals("ledger") || schema.equals("public")) {
            throw new IllegalArgumentException("not a room's schema: " + schema);
        }
    }
}
