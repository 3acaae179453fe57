package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;

/// The name of a distribution point (RFC 5280 §4.2.1.13).
public sealed interface DistributionPointName {
    /// Full names, each of the same place.
    record FullName(List<GeneralName> names) implements DistributionPointName {}

    /// A relative name to be appended to the CRL issuer's distinguished name.
    record NameRelativeToCrlIssuer(List<Name.Attribute> relativeName) implements DistributionPointName {}

    /// Reads the name under an explicit tag.
    static DistributionPointName read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        DistributionPointName name =
                reader.nextIs(0xa0) ? new FullName(GeneralName.readAll(reader, 0xa0)) : readRelative(reader);
        reader.leave(outer);
        return name;
    }

    private static NameRelativeToCrlIssuer readRelative(DerReader reader) {
        int outer = reader.enter(0xa1);
        List<Name.Attribute> attributes = new ArrayList<>(1);
        do {
            int attribute = reader.enterSequence();
            attributes.add(new Name.Attribute(reader.oid(), reader.elementChecked(NameText::checkValue)));
            reader.leave(attribute);
        } while (reader.hasNext());
        reader.leave(outer);
        return new NameRelativeToCrlIssuer(List.copyOf(attributes));
    }

    /// Checks the name under an explicit tag without making one.
    static void check(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        if (reader.nextIs(0xa0)) {
            GeneralName.checkAll(reader, 0xa0);
        } else {
            readRelative(reader);
        }
        reader.leave(outer);
    }

    /// Writes the name under an explicit tag.
    default void write(DerWriter writer, int tag) {
        writer.constructed(tag, w -> {
            switch (this) {
                case FullName(List<GeneralName> names) -> GeneralName.writeAll(w, 0xa0, names);
                case NameRelativeToCrlIssuer(List<Name.Attribute> relativeName) ->
                    w.setOf(0xa1, relativeName.stream().map(Name.Attribute::der).toList());
            }
        });
    }

    /// The full names, a relative name completed with the CRL issuer's (RFC 5280 §4.2.1.13).
    default List<GeneralName> fullNames(Name crlIssuer) {
        return switch (this) {
            case FullName(List<GeneralName> names) -> names;
            case NameRelativeToCrlIssuer(List<Name.Attribute> relativeName) ->
                List.of(new GeneralName.DirectoryName(crlIssuer.append(relativeName)));
        };
    }
}
