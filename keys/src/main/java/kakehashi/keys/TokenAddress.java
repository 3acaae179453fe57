package kakehashi.keys;

/// How a hardware token is found among the slots of a module. Slot numbers change from start to start and are not
/// used.
public sealed interface TokenAddress {
    /// By the label given at initialisation.
    record ByLabel(String label) implements TokenAddress {}

    /// By the serial number that the maker gave.
    record BySerialNumber(String serialNumber) implements TokenAddress {}
}
