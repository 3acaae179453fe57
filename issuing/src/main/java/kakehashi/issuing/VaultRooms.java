package kakehashi.issuing;

/// What the desks of the vault share.
record VaultRooms(
        ChainWriter writer,
        Settling settling,
        SigningRoom signing,
        Documents documents,
        CrlDesk crls,
        Recovery recovery) {}
