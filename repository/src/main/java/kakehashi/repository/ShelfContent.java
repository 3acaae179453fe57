package kakehashi.repository;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.SerialNumber;

/// What a snapshot says of published certificates.
///
/// @param generation which file they lie in
/// @param length how long it is
/// @param live how much of it is of those that are shown
/// @param awaited those that were named and not had, by the digests that the batches said
/// @param index where they lie
record ShelfContent(
        long generation, long length, long live, Map<CertificateIndex.Key, Digest> awaited, CertificateIndex index) {
    /// That of a node without any.
    static ShelfContent none() {
        return new ShelfContent(0, 0, 0, Map.of(), new CertificateIndex());
    }

    void write(StateFields out) throws IOException {
        out.number(generation);
        out.number(length);
        out.number(live);
        out.number(awaited.size());
        for (Map.Entry<CertificateIndex.Key, Digest> one : awaited.entrySet()) {
            out.octets(one.getKey().authority().octets());
            out.octets(one.getKey().serial().contents());
            out.octets(one.getValue().octets());
        }
        index.write(out);
    }

    /// Reads what [#write] wrote.
    static ShelfContent read(DataInputStream in) throws IOException {
        long generation = in.readLong();
        long length = in.readLong();
        long live = in.readLong();
        Map<CertificateIndex.Key, Digest> awaited = new LinkedHashMap<>();
        for (long left = in.readLong(); left > 0; left--) {
            Id authority = new Id(StateFields.octets(in));
            SerialNumber serial = new SerialNumber(StateFields.octets(in));
            awaited.put(new CertificateIndex.Key(authority, serial), new Digest(StateFields.octets(in)));
        }
        return new ShelfContent(generation, length, live, awaited, CertificateIndex.read(in));
    }
}
