package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// The algorithm by which a path is validated (RFC 5055 §3.2.4.2.1).
///
/// @param valAlgId the algorithm
/// @param parameters the DER of its parameters
public record ValidationAlg(Oid valAlgId, Optional<Bytes> parameters) {
    /// RFC 5280 §6 with the inputs of the policy; without parameters.
    public static final Oid BASIC_VAL_ALG = Oid.of("1.3.6.1.5.5.7.19.3");

    /// The basic algorithm, and the subject has one of the given names.
    public static final Oid NAME_VAL_ALG = Oid.of("1.3.6.1.5.5.7.19.2");

    /// @throws IllegalArgumentException when the parameters are not those of the basic or the name algorithm
    public ValidationAlg {
        Oid id = valAlgId;
        Fields.require(p -> check(id, p), parameters);
    }

    /// Which names the name validation algorithm accepts (RFC 5055 §3.2.4.2.3).
    ///
    /// @param nameCompAlgId how names compare: [#DN_COMP_ALG] for directory names; the key purpose of TLS servers,
    ///     mail protection or of another use for the rules of that use
    /// @param validationNames the names, one at least, all of one form
    public record NameValidationAlgParms(Oid nameCompAlgId, List<GeneralName> validationNames) {
        /// Directory names compare as RFC 5280 §7.1 says.
        public static final Oid DN_COMP_ALG = Oid.of("1.3.6.1.5.5.7.19.4");

        public NameValidationAlgParms {
            validationNames = List.copyOf(validationNames);
        }

        private static NameValidationAlgParms read(DerReader reader) {
            int outer = reader.enterSequence();
            NameValidationAlgParms names =
                    new NameValidationAlgParms(reader.oid(), GeneralName.readAll(reader, Tag.SEQUENCE));
            reader.leave(outer);
            return names;
        }

        private void write(DerWriter writer) {
            writer.sequence(s -> GeneralName.writeAll(s.oid(nameCompAlgId), Tag.SEQUENCE, validationNames));
        }
    }

    /// The basic algorithm.
    public static ValidationAlg basic() {
        return new ValidationAlg(BASIC_VAL_ALG, Optional.empty());
    }

    /// The name validation algorithm.
    ///
    /// @throws IllegalArgumentException without a name
    public static ValidationAlg name(NameValidationAlgParms names) {
        return new ValidationAlg(NAME_VAL_ALG, Optional.of(DerWriter.write(names::write)));
    }

    /// The names to find, where this is the name validation algorithm.
    public Optional<NameValidationAlgParms> nameValidationAlgParms() {
        return valAlgId.equals(NAME_VAL_ALG)
                ? parameters.map(p -> NameValidationAlgParms.read(new DerReader(p)))
                : Optional.empty();
    }

    private static void check(Oid id, Optional<Bytes> parameters) {
        if (id.equals(BASIC_VAL_ALG) && parameters.isPresent()) {
            throw new MalformedDer(0, "basic validation algorithm with parameters");
        }
        if (id.equals(NAME_VAL_ALG)) {
            DerReader reader = new DerReader(parameters.orElse(Bytes.EMPTY));
            NameValidationAlgParms.read(reader);
            reader.finish();
        }
    }

    static ValidationAlg read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        Oid id = reader.oid();
        Optional<Bytes> parameters = reader.hasNext() ? Optional.of(reader.any()) : Optional.empty();
        check(id, parameters);
        reader.leave(outer);
        return new ValidationAlg(id, parameters);
    }

    void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            s.oid(valAlgId);
            parameters.ifPresent(s::raw);
        });
    }
}
