package kakehashi.fuzz;

import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerWriter;
import kakehashi.x509.KnownExtension;

/// DER that no builder makes.
final class Hostile {
    private Hostile() {}

    /// A certificate with one extension, whose value nothing has checked.
    static Bytes withExtension(KnownExtension type, Bytes value) {
        Certificate like = Seeds.certificate();
        return DerWriter.write(w -> w.sequence(c -> {
            c.sequence(tbs -> {
                tbs.explicit(0, version -> version.integer(2)).integer(2);
                like.signatureAlgorithm().write(tbs);
                tbs.raw(like.issuer().der());
                tbs.sequence(v -> v.time(like.notBefore()).time(like.notAfter()));
                tbs.raw(like.subject().der()).raw(like.subjectPublicKeyInfo().der());
                tbs.explicit(
                        3,
                        e -> e.sequence(
                                list -> list.sequence(x -> x.oid(type.id()).octetString(value))));
            });
            like.signatureAlgorithm().write(c);
            c.bitString(like.signature());
        }));
    }
}
