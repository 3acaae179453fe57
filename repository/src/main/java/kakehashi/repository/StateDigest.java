package kakehashi.repository;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.SerialNumber;

/// The digest by which a batch names the public state before it (docs/adr/0015): SHA-256 over all that the feed
/// said, in one order, so that every node and the vault come to the same. CRLs and pulses are no part of it.
final class StateDigest {
    private StateDigest() {}

    static Digest of(PublicPicture picture, Map<Id, StatusTable> tables) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            DataOutputStream out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            write(picture, tables, new StateFields(out));
            return new Digest(Bytes.wrap(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(PublicPicture picture, Map<Id, StatusTable> tables, StateFields out) throws IOException {
        out.octets(picture.keys().installation().octets());
        out.number(picture.last().index());
        out.number(picture.keys().change());
        List<CaState> cas = picture.authorities().values().stream()
                .sorted(Comparator.comparing(ca -> ca.id().octets()))
                .toList();
        out.number(cas.size());
        for (CaState ca : cas) {
            out.octets(ca.id().octets());
            certificates(ca.certificates(), out);
            certificates(ca.responders(), out);
            StatusTable table = tables.getOrDefault(ca.id(), new StatusTable());
            out.number(table.size());
            table.forEachInOrder((serial, status) -> status(serial, status, out));
        }
        out.number(picture.pairs().size());
        for (Map.Entry<Id, CrossCertificatePair> pair : sorted(picture.pairs())) {
            out.octets(pair.getKey().octets());
            out.octets(pair.getValue().der());
        }
        out.number(picture.policies().size());
        for (Map.Entry<Id, Bytes> policy : sorted(picture.policies())) {
            out.octets(policy.getKey().octets());
            out.octets(policy.getValue());
        }
    }

    private static void status(SerialNumber serial, StatusRecord status, StateFields out) {
        try {
            out.status(serial, status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void certificates(List<Certificate> certificates, StateFields out) throws IOException {
        out.number(certificates.size());
        for (Certificate one : certificates.stream()
                .sorted(Comparator.comparing(Certificate::fingerprint))
                .toList()) {
            out.octets(one.der());
        }
    }

    private static <V> List<Map.Entry<Id, V>> sorted(Map<Id, V> map) {
        return map.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().octets()))
                .toList();
    }
}
