package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// A validation policy and what a client sets otherwise than it (RFC 5055 §3.2.4), or, in a response, the values
/// that were used (`RespValidationPolicy`, §4.5). What is absent is as the referenced policy has it.
///
/// @param validationPolRef the policy
/// @param validationAlg the algorithm
/// @param userPolicySet the acceptable certificate policies; empty when absent
/// @param inhibitPolicyMapping whether mappings are ignored
/// @param requireExplicitPolicy whether a valid policy is demanded
/// @param inhibitAnyPolicy whether `anyPolicy` is ignored
/// @param trustAnchors the anchors; empty when absent
/// @param keyUsages the certificate must have all bits of one of these; no list and a list without items are kept
///     apart, as for the two lists of purposes
/// @param extendedKeyUsages the certificate must be good for all of these purposes, `anyExtendedKeyUsage` counting
/// @param specifiedKeyUsages the certificate must name all of these purposes itself
public record ValidationPolicy(
        ValidationPolRef validationPolRef,
        Optional<ValidationAlg> validationAlg,
        List<Oid> userPolicySet,
        Optional<Boolean> inhibitPolicyMapping,
        Optional<Boolean> requireExplicitPolicy,
        Optional<Boolean> inhibitAnyPolicy,
        List<PkcReference> trustAnchors,
        Optional<List<KeyUsage>> keyUsages,
        Optional<List<Oid>> extendedKeyUsages,
        Optional<List<Oid>> specifiedKeyUsages) {
    public ValidationPolicy {
        userPolicySet = List.copyOf(userPolicySet);
        trustAnchors = List.copyOf(trustAnchors);
        keyUsages = keyUsages.map(List::copyOf);
        extendedKeyUsages = extendedKeyUsages.map(List::copyOf);
        specifiedKeyUsages = specifiedKeyUsages.map(List::copyOf);
    }

    /// The policy as it is.
    public static ValidationPolicy of(ValidationPolRef policy) {
        return from(policy).build();
    }

    /// Starts a policy from a reference.
    public static Builder from(ValidationPolRef policy) {
        return new Builder(policy);
    }

    static ValidationPolicy read(DerReader reader) {
        return read(reader, Tag.SEQUENCE);
    }

    static ValidationPolicy read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        ValidationPolicy policy = new ValidationPolicy(
                ValidationPolRef.read(reader),
                Fields.optional(reader, 0xa0, r -> ValidationAlg.read(r, 0xa0)),
                Fields.optionalList(reader, 0xa1, DerReader::oid),
                Fields.optional(reader, 0x82, r -> r.bool(0x82)),
                Fields.optional(reader, 0x83, r -> r.bool(0x83)),
                Fields.optional(reader, 0x84, r -> r.bool(0x84)),
                Fields.optionalList(reader, 0xa5, PkcReference::read),
                Fields.optional(reader, 0xa6, r -> Fields.list(r, 0xa6, KeyUsage::read)),
                Fields.optional(reader, 0xa7, r -> Fields.list(r, 0xa7, DerReader::oid)),
                Fields.optional(reader, 0xa8, r -> Fields.list(r, 0xa8, DerReader::oid)));
        reader.leave(outer);
        return policy;
    }

    void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            validationPolRef.write(s);
            validationAlg.ifPresent(a -> a.write(s, 0xa0));
            Fields.writeOptionalList(s, 0xa1, userPolicySet, DerWriter::oid);
            inhibitPolicyMapping.ifPresent(b -> s.bool(0x82, b));
            requireExplicitPolicy.ifPresent(b -> s.bool(0x83, b));
            inhibitAnyPolicy.ifPresent(b -> s.bool(0x84, b));
            Fields.writeOptionalList(s, 0xa5, trustAnchors, (w, anchor) -> anchor.write(w));
            keyUsages.ifPresent(list -> s.sequenceOf(0xa6, list, (w, usage) -> usage.write(w)));
            extendedKeyUsages.ifPresent(list -> s.sequenceOf(0xa7, list, DerWriter::oid));
            specifiedKeyUsages.ifPresent(list -> s.sequenceOf(0xa8, list, DerWriter::oid));
        });
    }

    /// Collects what is set otherwise than the policy has it.
    public static final class Builder {
        private final ValidationPolRef validationPolRef;
        private Optional<ValidationAlg> validationAlg = Optional.empty();
        private List<Oid> userPolicySet = List.of();
        private Optional<Boolean> inhibitPolicyMapping = Optional.empty();
        private Optional<Boolean> requireExplicitPolicy = Optional.empty();
        private Optional<Boolean> inhibitAnyPolicy = Optional.empty();
        private List<PkcReference> trustAnchors = List.of();
        private Optional<List<KeyUsage>> keyUsages = Optional.empty();
        private Optional<List<Oid>> extendedKeyUsages = Optional.empty();
        private Optional<List<Oid>> specifiedKeyUsages = Optional.empty();

        private Builder(ValidationPolRef policy) {
            this.validationPolRef = policy;
        }

        /// Sets the algorithm.
        public Builder validationAlg(ValidationAlg algorithm) {
            validationAlg = Optional.of(algorithm);
            return this;
        }

        /// Sets the acceptable certificate policies.
        public Builder userPolicySet(List<Oid> policies) {
            userPolicySet = policies;
            return this;
        }

        /// Sets whether mappings are ignored.
        public Builder inhibitPolicyMapping(boolean inhibit) {
            inhibitPolicyMapping = Optional.of(inhibit);
            return this;
        }

        /// Sets whether a valid policy is demanded.
        public Builder requireExplicitPolicy(boolean require) {
            requireExplicitPolicy = Optional.of(require);
            return this;
        }

        /// Sets whether `anyPolicy` is ignored.
        public Builder inhibitAnyPolicy(boolean inhibit) {
            inhibitAnyPolicy = Optional.of(inhibit);
            return this;
        }

        /// Sets the trust anchors.
        public Builder trustAnchors(List<PkcReference> anchors) {
            trustAnchors = anchors;
            return this;
        }

        /// Sets the usages of which the certificate must have one.
        public Builder keyUsages(List<KeyUsage> usages) {
            keyUsages = Optional.of(usages);
            return this;
        }

        /// Sets the purposes for which the certificate must be good.
        public Builder extendedKeyUsages(List<Oid> purposes) {
            extendedKeyUsages = Optional.of(purposes);
            return this;
        }

        /// Sets the purposes that the certificate must name itself.
        public Builder specifiedKeyUsages(List<Oid> purposes) {
            specifiedKeyUsages = Optional.of(purposes);
            return this;
        }

        /// The policy.
        public ValidationPolicy build() {
            return new ValidationPolicy(
                    validationPolRef,
                    validationAlg,
                    userPolicySet,
                    inhibitPolicyMapping,
                    requireExplicitPolicy,
                    inhibitAnyPolicy,
                    trustAnchors,
                    keyUsages,
                    extendedKeyUsages,
                    specifiedKeyUsages);
        }
    }
}
