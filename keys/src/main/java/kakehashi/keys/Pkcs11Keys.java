package kakehashi.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// Keys as objects of a PKCS#11 token: how they are found, read and made.
final class Pkcs11Keys {
    private static final Oid RSA = Oid.of("1.2.840.113549.1.1.1");
    private static final Oid EC = Oid.of("1.2.840.10045.2.1");
    private static final Oid ED25519 = Oid.of("1.3.101.112");
    private static final long RSA_TYPE = 0;
    private static final long EC_TYPE = 3;
    private static final long EC_EDWARDS_TYPE = 0x40;
    private static final int ID_OCTETS = 20;

    private Pkcs11Keys() {}

    /// A private key as an object, with its public half.
    record Found(KeyEntry entry, long handle, boolean confirmedAtEachUse, boolean isKept) {}

    /// All private keys whose public half lies beside them under the same `CKA_ID`, of kinds that this product
    /// knows. On many a card it lies there in a certificate only.
    static List<Found> all(Cryptoki module, long session) {
        return find(module, session, List.of());
    }

    /// The key of an identifier; empty when there is none, or more than one.
    static Optional<Found> byId(Cryptoki module, long session, Bytes id) {
        List<Found> found = find(module, session, List.of(new CkAttribute(CkAttribute.ID, id)));
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static List<Found> find(Cryptoki module, long session, List<CkAttribute> more) {
        List<CkAttribute> wanted = new ArrayList<>(more);
        wanted.add(CkAttribute.number(CkAttribute.CLASS, CkAttribute.PRIVATE_KEY_CLASS));
        List<Found> keys = new ArrayList<>();
        for (long handle : module.find(session, wanted)) {
            read(module, session, handle).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<Found> read(Cryptoki module, long session, long handle) {
        Bytes id = module.attribute(session, handle, CkAttribute.ID).orElse(Bytes.EMPTY);
        String label = module.attribute(session, handle, CkAttribute.LABEL)
                .map(octets -> new String(octets.toArray(), java.nio.charset.StandardCharsets.UTF_8))
                .orElse("");
        boolean confirmed = isYes(module, session, handle, CkAttribute.ALWAYS_AUTHENTICATE);
        boolean kept = isYes(module, session, handle, CkAttribute.SENSITIVE)
                && !isYes(module, session, handle, CkAttribute.EXTRACTABLE);
        return publicKey(module, session, id)
                .filter(key -> KeyKind.of(key).isPresent())
                .map(key -> new Found(new KeyEntry(id, label, key), handle, confirmed, kept));
    }

    static boolean isYes(Cryptoki module, long session, long object, long attribute) {
        return module.attribute(session, object, attribute)
                .filter(value -> value.length() == 1 && value.at(0) != 0)
                .isPresent();
    }

    private static Optional<SubjectPublicKeyInfo> publicKey(Cryptoki module, long session, Bytes id) {
        List<Long> handles = publicHandles(module, session, id);
        if (handles.isEmpty()) {
            return certifiedKey(module, session, id);
        }
        return handles.size() == 1 ? encoded(module, session, handles.getFirst()) : Optional.empty();
    }

    /// The one key of the certificates under an identifier.
    private static Optional<SubjectPublicKeyInfo> certifiedKey(Cryptoki module, long session, Bytes id) {
        List<CkAttribute> wanted = List.of(
                CkAttribute.number(CkAttribute.CLASS, CkAttribute.CERTIFICATE_CLASS),
                new CkAttribute(CkAttribute.ID, id));
        List<SubjectPublicKeyInfo> keys = module.find(session, wanted).stream()
                .flatMap(handle -> module.attribute(session, handle, CkAttribute.VALUE).stream())
                .flatMap(der -> Certificate.parse(der).toOptional().stream())
                .map(Certificate::subjectPublicKeyInfo)
                .distinct()
                .toList();
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    private static List<Long> publicHandles(Cryptoki module, long session, Bytes id) {
        return module.find(
                session,
                List.of(
                        CkAttribute.number(CkAttribute.CLASS, CkAttribute.PUBLIC_KEY_CLASS),
                        new CkAttribute(CkAttribute.ID, id)));
    }

    private static Optional<SubjectPublicKeyInfo> encoded(Cryptoki module, long session, long handle) {
        Bytes type = module.attribute(session, handle, CkAttribute.KEY_TYPE).orElse(Bytes.EMPTY);
        if (type.equals(CkAttribute.number(CkAttribute.KEY_TYPE, RSA_TYPE).value())) {
            return module.attribute(session, handle, CkAttribute.MODULUS)
                    .flatMap(modulus -> module.attribute(session, handle, CkAttribute.PUBLIC_EXPONENT)
                            .flatMap(exponent -> rsa(modulus, exponent)));
        }
        Optional<Bytes> point = module.attribute(session, handle, CkAttribute.EC_POINT);
        if (type.equals(
                CkAttribute.number(CkAttribute.KEY_TYPE, EC_EDWARDS_TYPE).value())) {
            return point.flatMap(octets -> encoded(AlgorithmIdentifier.of(ED25519), unwrapped(octets)));
        }
        if (type.equals(CkAttribute.number(CkAttribute.KEY_TYPE, EC_TYPE).value())) {
            return module.attribute(session, handle, CkAttribute.EC_PARAMS)
                    .flatMap(curve -> point.flatMap(
                            octets -> encoded(new AlgorithmIdentifier(EC, Optional.of(curve)), unwrapped(octets))));
        }
        return Optional.empty();
    }

    private static Optional<SubjectPublicKeyInfo> rsa(Bytes modulus, Bytes exponent) {
        Bytes key = DerWriter.write(w -> w.sequence(s -> s.integer(new java.math.BigInteger(1, modulus.toArray()))
                .integer(new java.math.BigInteger(1, exponent.toArray()))));
        return encoded(AlgorithmIdentifier.withNull(RSA), key);
    }

    private static Optional<SubjectPublicKeyInfo> encoded(AlgorithmIdentifier algorithm, Bytes key) {
        return SubjectPublicKeyInfo.parse(DerWriter.write(w -> w.sequence(s -> {
                    algorithm.write(s);
                    s.bitString(key);
                })))
                .toOptional();
    }

    /// "DER-encoding of ANSI X9.62 ECPoint value Q" (PKCS#11 v2.40 §2.3.3) is an OCTET STRING, yet some modules
    /// give the point itself. Lengths tell: an encoded point is an octet string header longer.
    private static Bytes unwrapped(Bytes point) {
        boolean bare = point.length() == 32 || point.length() == 65 || point.length() == 97 || point.length() == 133;
        if (bare) {
            return point;
        }
        Parsed<Bytes> inner = Parsed.of(() -> {
            DerReader reader = new DerReader(point);
            Bytes octets = reader.octetString();
            reader.finish();
            return octets;
        });
        return inner.toOptional().orElse(point);
    }

    /// Makes a key pair that signs and does nothing else, and never leaves the token.
    static Found generate(Cryptoki module, long session, KeyRequest request) {
        Bytes id = Secret.random(ID_OCTETS).use(Bytes::of);
        Cryptoki.PairHandles pair = module.generate(
                session, CkMechanism.making(request.kind()), publicTemplate(request, id), privateTemplate(request, id));
        boolean neverOutside = isYes(module, session, pair.privateKey(), CkAttribute.ALWAYS_SENSITIVE)
                && isYes(module, session, pair.privateKey(), CkAttribute.NEVER_EXTRACTABLE);
        Optional<Found> made = read(module, session, pair.privateKey());
        if (!neverOutside || made.filter(Found::isKept).isEmpty()) {
            destroy(module, session, pair);
            throw new IllegalStateException("the module made a key that it would give away, or cannot read back");
        }
        return made.get();
    }

    static void destroy(Cryptoki module, long session, Cryptoki.PairHandles pair) {
        module.destroy(session, pair.privateKey());
        module.destroy(session, pair.publicKey());
    }

    /// Destroys both halves of a key, the private one first. Empty when there is no such key.
    static Optional<KeyEntry> destroy(Cryptoki module, long session, Bytes id) {
        Optional<Found> found = byId(module, session, id);
        found.ifPresent(key -> {
            module.destroy(session, key.handle());
            publicHandles(module, session, id).forEach(handle -> module.destroy(session, handle));
        });
        return found.map(Found::entry);
    }

    private static List<CkAttribute> publicTemplate(KeyRequest request, Bytes id) {
        List<CkAttribute> template = new ArrayList<>(List.of(
                CkAttribute.yes(CkAttribute.TOKEN),
                CkAttribute.no(CkAttribute.PRIVATE),
                CkAttribute.yes(CkAttribute.VERIFY),
                CkAttribute.text(CkAttribute.LABEL, request.label()),
                new CkAttribute(CkAttribute.ID, id)));
        switch (request.kind()) {
            case RSA_2048, RSA_3072, RSA_4096 -> {
                template.add(CkAttribute.number(
                        CkAttribute.MODULUS_BITS, request.kind().bits()));
                template.add(new CkAttribute(CkAttribute.PUBLIC_EXPONENT, Bytes.ofHex("010001")));
            }
            case P256 -> template.add(curve("1.2.840.10045.3.1.7"));
            case P384 -> template.add(curve("1.3.132.0.34"));
            case P521 -> template.add(curve("1.3.132.0.35"));
            case ED25519 -> template.add(edwardsCurve());
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                throw new IllegalArgumentException("not in PKCS#11 v2.40: " + request.kind());
        }
        return template;
    }

    private static CkAttribute curve(String oid) {
        return new CkAttribute(CkAttribute.EC_PARAMS, DerWriter.write(w -> w.oid(Oid.of(oid))));
    }

    /// The curve by its name, a PrintableString.
    private static CkAttribute edwardsCurve() {
        Bytes name = CkAttribute.text(0, "edwards25519").value();
        return new CkAttribute(CkAttribute.EC_PARAMS, DerWriter.write(w -> w.value(Tag.PRINTABLE_STRING, name)));
    }

    private static List<CkAttribute> privateTemplate(KeyRequest request, Bytes id) {
        List<CkAttribute> template = new ArrayList<>(List.of(
                CkAttribute.yes(CkAttribute.TOKEN),
                CkAttribute.yes(CkAttribute.PRIVATE),
                CkAttribute.yes(CkAttribute.SENSITIVE),
                CkAttribute.no(CkAttribute.EXTRACTABLE),
                CkAttribute.yes(CkAttribute.SIGN),
                CkAttribute.no(CkAttribute.SIGN_RECOVER),
                CkAttribute.no(CkAttribute.DECRYPT),
                CkAttribute.no(CkAttribute.UNWRAP),
                CkAttribute.no(CkAttribute.DERIVE),
                CkAttribute.text(CkAttribute.LABEL, request.label()),
                new CkAttribute(CkAttribute.ID, id)));
        switch (request.confirmation()) {
            case AT_EACH_USE -> template.add(CkAttribute.yes(CkAttribute.ALWAYS_AUTHENTICATE));
            case ON_ACTIVATION -> {}
        }
        return template;
    }
}
