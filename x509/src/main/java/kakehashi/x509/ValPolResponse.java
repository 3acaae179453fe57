package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an SCVP server can do and which policies it has (RFC 5055 §6).
///
/// @param vpResponseVersion 1
/// @param maxCvRequestVersion the highest version of [CvRequest] that it takes
/// @param maxVpRequestVersion the highest version of [ValPolRequest] that it takes
/// @param serverConfigurationId grows with every change of the server's configuration
/// @param thisUpdate when the response was made, whole seconds
/// @param nextUpdate when there will be a newer one
/// @param supportedChecks the checks, one at least
/// @param supportedWantBacks the wantBacks, one at least
/// @param validationPolicies the validation policies
/// @param validationAlgs the validation algorithms
/// @param authPolicies the policies for authenticating clients
/// @param responseTypes whether responses come from a cache
/// @param defaultPolicyValues the default validation policy with all its values
/// @param revocationInfoTypes the kinds of revocation information that it processes
/// @param signatureGeneration the algorithms with which it signs
/// @param signatureVerification the algorithms that it verifies
/// @param hashAlgorithms the digests, one at least
/// @param serverPublicKeys its keys for key agreement
/// @param clockSkew how far clocks may differ, in minutes
/// @param requestNonce repeated from the request; absent in cached responses
public record ValPolResponse(
        int vpResponseVersion,
        int maxCvRequestVersion,
        int maxVpRequestVersion,
        BigInteger serverConfigurationId,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        List<Oid> supportedChecks,
        List<Oid> supportedWantBacks,
        List<Oid> validationPolicies,
        List<Oid> validationAlgs,
        List<Oid> authPolicies,
        ResponseTypes responseTypes,
        ValidationPolicy defaultPolicyValues,
        Set<RevocationInfoType> revocationInfoTypes,
        List<AlgorithmIdentifier> signatureGeneration,
        List<AlgorithmIdentifier> signatureVerification,
        List<Oid> hashAlgorithms,
        Optional<List<KeyAgreePublicKey>> serverPublicKeys,
        int clockSkew,
        Optional<Bytes> requestNonce) {
    /// The version of RFC 5055.
    public static final int VERSION = 1;

    /// The clock skew that is not written out, in minutes.
    public static final int DEFAULT_CLOCK_SKEW = 10;

    private static final int MAX_OCTETS = 1 << 22;

    /// @throws IllegalArgumentException without a check, wantBack or digest
    public ValPolResponse {
        supportedChecks = List.copyOf(supportedChecks);
        supportedWantBacks = List.copyOf(supportedWantBacks);
        validationPolicies = List.copyOf(validationPolicies);
        validationAlgs = List.copyOf(validationAlgs);
        authPolicies = List.copyOf(authPolicies);
        revocationInfoTypes = Set.copyOf(revocationInfoTypes);
        signatureGeneration = List.copyOf(signatureGeneration);
        signatureVerification = List.copyOf(signatureVerification);
        hashAlgorithms = List.copyOf(hashAlgorithms);
        serverPublicKeys = serverPublicKeys.map(List::copyOf);
        boolean complete = !supportedChecks.isEmpty() && !supportedWantBacks.isEmpty() && !hashAlgorithms.isEmpty();
        Fields.require(complete, "a list of checks, wantBacks or digests without items");
    }

    /// Whether responses come from a cache; the order is that of the standard's numbers.
    public enum ResponseTypes {
        CACHED_ONLY,
        NON_CACHED_ONLY,
        CACHED_AND_NON_CACHED;

        private static ResponseTypes read(DerReader reader) {
            return values()[reader.smallInteger(Tag.ENUMERATED, values().length - 1)];
        }
    }

    /// A kind of revocation information; the order is that of the standard's bits.
    public enum RevocationInfoType {
        FULL_CRLS,
        DELTA_CRLS,
        INDIRECT_CRLS,
        OCSP_RESPONSES;

        private static Set<RevocationInfoType> readSet(DerReader reader) {
            int bits = reader.namedBits(Tag.BIT_STRING);
            if (bits >>> values().length != 0) {
                throw reader.malformed("RevocationInfoTypes with a bit that has no name");
            }
            Set<RevocationInfoType> types = EnumSet.noneOf(RevocationInfoType.class);
            for (RevocationInfoType type : values()) {
                if ((bits & 1 << type.ordinal()) != 0) {
                    types.add(type);
                }
            }
            return types;
        }

        private static int bits(Set<RevocationInfoType> types) {
            return types.stream().mapToInt(type -> 1 << type.ordinal()).sum();
        }
    }

    /// A key of the server for the key agreement behind a MAC (RFC 5055 §6.17).
    ///
    /// @param algorithm the key agreement
    /// @param publicKey the octets of the key
    /// @param macAlgorithm the MAC
    /// @param kdf the key derivation function
    public record KeyAgreePublicKey(
            AlgorithmIdentifier algorithm,
            Bytes publicKey,
            AlgorithmIdentifier macAlgorithm,
            Optional<AlgorithmIdentifier> kdf) {
        private static KeyAgreePublicKey read(DerReader reader) {
            int outer = reader.enterSequence();
            KeyAgreePublicKey key = new KeyAgreePublicKey(
                    AlgorithmIdentifier.read(reader),
                    reader.bitString(),
                    AlgorithmIdentifier.read(reader),
                    Fields.optional(reader, Tag.SEQUENCE, AlgorithmIdentifier::read));
            reader.leave(outer);
            return key;
        }

        private void write(DerWriter writer) {
            writer.sequence(s -> {
                algorithm.write(s);
                s.bitString(publicKey);
                macAlgorithm.write(s);
                kdf.ifPresent(function -> function.write(s));
            });
        }
    }

    /// Parses a response.
    public static Parsed<ValPolResponse> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, ValPolResponse::read);
    }

    /// Parses the unprotected message: a `ContentInfo` of `id-ct-scvp-valPolResponse`.
    public static Parsed<ValPolResponse> parseContentInfo(Bytes der) {
        return Fields.parse(
                der, MAX_OCTETS, r -> ContentInfo.readAs(r, ContentInfo.VAL_POL_RESPONSE, ValPolResponse::read));
    }

    private static ValPolResponse read(DerReader reader) {
        int outer = reader.enterSequence();
        ValPolResponse response = new ValPolResponse(
                reader.smallInteger(Integer.MAX_VALUE),
                reader.smallInteger(Integer.MAX_VALUE),
                reader.smallInteger(Integer.MAX_VALUE),
                reader.integer(),
                reader.generalizedTime(),
                Fields.optional(reader, Tag.GENERALIZED_TIME, DerReader::generalizedTime),
                Fields.nonEmptyList(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.nonEmptyList(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.list(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.list(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.list(reader, Tag.SEQUENCE, DerReader::oid),
                ResponseTypes.read(reader),
                ValidationPolicy.read(reader),
                RevocationInfoType.readSet(reader),
                Fields.list(reader, Tag.SEQUENCE, AlgorithmIdentifier::read),
                Fields.list(reader, Tag.SEQUENCE, AlgorithmIdentifier::read),
                Fields.nonEmptyList(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.optional(reader, Tag.SEQUENCE, r -> Fields.list(r, Tag.SEQUENCE, KeyAgreePublicKey::read)),
                Fields.optional(reader, Tag.INTEGER, r -> r.smallInteger(Integer.MAX_VALUE))
                        .orElse(DEFAULT_CLOCK_SKEW),
                Fields.optional(reader, Tag.OCTET_STRING, DerReader::octetString));
        reader.leave(outer);
        return response;
    }

    /// Writes the response.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            s.integer(vpResponseVersion).integer(maxCvRequestVersion).integer(maxVpRequestVersion);
            s.integer(serverConfigurationId).generalizedTime(thisUpdate);
            nextUpdate.ifPresent(s::generalizedTime);
            for (List<Oid> ids :
                    List.of(supportedChecks, supportedWantBacks, validationPolicies, validationAlgs, authPolicies)) {
                s.sequenceOf(Tag.SEQUENCE, ids, DerWriter::oid);
            }
            s.integer(Tag.ENUMERATED, BigInteger.valueOf(responseTypes.ordinal()));
            defaultPolicyValues.write(s, Tag.SEQUENCE);
            s.namedBits(Tag.BIT_STRING, RevocationInfoType.bits(revocationInfoTypes));
            s.sequenceOf(Tag.SEQUENCE, signatureGeneration, (w, algorithm) -> algorithm.write(w));
            s.sequenceOf(Tag.SEQUENCE, signatureVerification, (w, algorithm) -> algorithm.write(w));
            s.sequenceOf(Tag.SEQUENCE, hashAlgorithms, DerWriter::oid);
            serverPublicKeys.ifPresent(keys -> s.sequenceOf(Tag.SEQUENCE, keys, (w, key) -> key.write(w)));
            if (clockSkew != DEFAULT_CLOCK_SKEW) {
                s.integer(clockSkew);
            }
            requestNonce.ifPresent(s::octetString);
        });
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(this::write);
    }

    /// The unprotected message.
    public ContentInfo contentInfo() {
        return new ContentInfo(ContentInfo.VAL_POL_RESPONSE, der());
    }
}
