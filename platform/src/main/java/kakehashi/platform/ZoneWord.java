package kakehashi.platform;

import kakehashi.ledger.Zone;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A zone that a configuration can have, as it is written on the command line.
final class ZoneWord implements ITypeConverter<Zone> {
    @Override
    public Zone convert(String word) {
        return switch (word) {
            case "vault" -> Zone.VAULT;
            case "public" -> Zone.PUBLIC;
            default -> throw new TypeConversionException("vault | public");
        };
    }
}
