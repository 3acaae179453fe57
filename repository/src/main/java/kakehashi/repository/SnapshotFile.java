package kakehashi.repository;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Position;
import kakehashi.files.WholeFile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// A node's own state on its disk: written beside and renamed, with SHA-256 over the whole at its end. A file that
/// is torn, or not this installation's, is not read at all. It is trusted as the disk is (docs/adr/0006).
///
/// What it holds has a format with a number. Whoever changes the layout (here, in [StatusTable], [ShelfContent] or
/// [CertificateIndex]) raises it and goes on reading the one before, so that a node which is updated starts as
/// ever.
final class SnapshotFile {
    /// "kakefeed"; behind it stands the number of the format as a digit.
    private static final Bytes NAME = Bytes.ofHex("6b616b6566656564");

    private static final int FORMAT = 2;

    /// Without published certificates.
    private static final int OLDEST_FORMAT = 1;

    private static final int HEAD_LENGTH = NAME.length() + 1;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InstallationPin pin;

    /// What a file holds.
    record Content(PublicPicture picture, Map<Id, StatusTable> tables, ShelfContent shelf) {}

    SnapshotFile(Path file, InstallationPin pin) {
        this.file = file;
        this.pin = pin;
    }

    /// Writes what is published now. Called by the one who changes it, so that it does not change meanwhile.
    void write(Content content) {
        MessageDigest sha = sha256();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            WholeFile.replace(file, raw -> {
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(raw, sha), BUFFER));
                StateFields fields = new StateFields(out);
                write(content.picture(), content.tables(), fields);
                content.shelf().write(fields);
                out.flush();
                raw.write(sha.digest());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(PublicPicture picture, Map<Id, StatusTable> tables, StateFields out) throws IOException {
        out.octets(head());
        out.octets(pin.installation().octets());
        position(picture.last(), out);
        position(picture.chain(), out);
        out.time(picture.at());
        out.time(picture.pulse().orElse(Instant.MIN));
        out.octets(picture.keys().latest().map(KeyChange::der).orElse(Bytes.EMPTY));
        out.number(picture.authorities().size());
        for (CaState ca : picture.authorities().values()) {
            authority(ca, tables.getOrDefault(ca.id(), new StatusTable()), out);
        }
        out.number(picture.pairs().size());
        for (Map.Entry<Id, CrossCertificatePair> pair : picture.pairs().entrySet()) {
            out.octets(pair.getKey().octets());
            out.octets(pair.getValue().der());
        }
        out.number(picture.policies().size());
        for (Map.Entry<Id, Bytes> policy : picture.policies().entrySet()) {
            out.octets(policy.getKey().octets());
            out.octets(policy.getValue());
        }
        List<NamedCrl> named = picture.named().stream().toList();
        out.number(named.size());
        for (NamedCrl crl : named) {
            out.octets(crl.authority().octets());
            out.octets(Bytes.wrap(crl.number().toByteArray()));
            out.octets(crl.digest().octets());
            out.number(crl.octets());
        }
    }

    private static Bytes head() {
        byte[] head = Arrays.copyOf(NAME.toArray(), HEAD_LENGTH);
        head[NAME.length()] = '0' + FORMAT;
        return Bytes.wrap(head);
    }

    private static void position(Position position, StateFields out) throws IOException {
        out.number(position.index());
        out.octets(position.digest().octets());
    }

    private static void authority(CaState ca, StatusTable table, StateFields out) throws IOException {
        out.octets(ca.id().octets());
        for (List<Certificate> some : List.of(ca.certificates(), ca.responders(), ca.retired())) {
            out.number(some.size());
            for (Certificate one : some) {
                out.octets(one.der());
            }
        }
        out.number(ca.crls().size());
        for (Map.Entry<CrlPart, Crl> crl : ca.crls().entrySet()) {
            out.octets(crl.getKey().key());
            out.octets(crl.getValue().der());
        }
        table.write(out);
    }

    /// Reads the file. Empty when there is none, when it is not whole, or when its format is unknown; why is told
    /// to
    /// `faults`. The node then makes its state again from batches and CRLs, which lie beside it.
    Optional<Content> read(Consumer<String> faults) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream raw = Files.newInputStream(file)) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(raw, BUFFER));
            int format = format(in);
            Optional<String> fault = fault(format, in);
            if (fault.isPresent()) {
                faults.accept(fault.get());
                return Optional.empty();
            }
            return Optional.of(read(format, in));
        } catch (IOException | RuntimeException e) {
            faults.accept("the snapshot cannot be read, batches are read instead: " + e);
            return Optional.empty();
        }
    }

    /// The number of the file's format; -1 where it is no snapshot at all.
    private static int format(DataInputStream in) throws IOException {
        Bytes head = in.readInt() == HEAD_LENGTH ? Bytes.wrap(in.readNBytes(HEAD_LENGTH)) : Bytes.EMPTY;
        boolean named =
                head.length() == HEAD_LENGTH && head.slice(0, NAME.length()).equals(NAME);
        return named ? head.at(NAME.length()) - '0' : -1;
    }

    /// What keeps the file from being read.
    private Optional<String> fault(int format, DataInputStream in) throws IOException {
        if (format < 0) {
            return Optional.of("what lies in the snapshot's place is none; batches are read instead");
        }
        if (format < OLDEST_FORMAT || format > FORMAT) {
            return Optional.of("the snapshot was written by " + (format > FORMAT ? "a newer" : "an older")
                    + " version of Kakehashi (format " + format + ", this one reads " + OLDEST_FORMAT + " to " + FORMAT
                    + "); batches are read instead, and it is written anew: there is nothing to do");
        }
        if (!StateFields.octets(in).equals(pin.installation().octets())) {
            return Optional.of("the snapshot is of another installation; it is left aside");
        }
        return isWhole()
                ? Optional.empty()
                : Optional.of("the snapshot is torn (its digest differs); batches are read instead");
    }

    /// Whether the file ends with the digest of what is before; nothing of it is read otherwise.
    private boolean isWhole() throws IOException {
        MessageDigest sha = sha256();
        try (InputStream raw = Files.newInputStream(file)) {
            byte[] block = new byte[BUFFER];
            long left = Files.size(file) - Digest.OCTETS;
            while (left > 0) {
                int read = raw.read(block, 0, (int) Math.min(block.length, left));
                if (read < 0) {
                    return false;
                }
                sha.update(block, 0, read);
                left -= read;
            }
            return left == 0 && Arrays.equals(sha.digest(), raw.readAllBytes());
        }
    }

    private Content read(int format, DataInputStream in) throws IOException {
        Position last = position(in);
        Position chain = position(in);
        Instant at = Instant.ofEpochSecond(in.readLong());
        Instant pulse = Instant.ofEpochSecond(in.readLong());
        FeedKeys keys = keys(StateFields.octets(in));
        Map<Id, CaState> authorities = new LinkedHashMap<>();
        Map<Id, StatusTable> tables = new LinkedHashMap<>();
        for (long left = in.readLong(); left > 0; left--) {
            CaState ca = authority(in);
            authorities.put(ca.id(), ca);
            tables.put(ca.id(), StatusTable.read(in));
        }
        Map<Id, CrossCertificatePair> pairs = new LinkedHashMap<>();
        for (long left = in.readLong(); left > 0; left--) {
            Id id = new Id(StateFields.octets(in));
            pairs.put(id, CrossCertificatePair.parse(StateFields.octets(in)).orElseThrow());
        }
        return new Content(
                new PublicPicture(
                        last,
                        chain,
                        at,
                        pulse.equals(Instant.MIN) ? Optional.empty() : Optional.of(pulse),
                        keys,
                        authorities,
                        pairs,
                        policies(in),
                        named(in)),
                tables,
                format == 1 ? ShelfContent.none() : ShelfContent.read(in));
    }

    private static Position position(DataInputStream in) throws IOException {
        return new Position(in.readLong(), new Digest(StateFields.octets(in)));
    }

    private FeedKeys keys(Bytes change) {
        return change.isEmpty()
                ? FeedKeys.of(pin)
                : FeedKeys.of(pin).with(KeyChange.parse(change).orElseThrow());
    }

    private static CaState authority(DataInputStream in) throws IOException {
        Id id = new Id(StateFields.octets(in));
        List<List<Certificate>> lists = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Certificate> some = new ArrayList<>();
            for (long left = in.readLong(); left > 0; left--) {
                some.add(Certificate.parse(StateFields.octets(in)).orElseThrow());
            }
            lists.add(some);
        }
        Map<CrlPart, Crl> crls = new LinkedHashMap<>();
        for (long left = in.readLong(); left > 0; left--) {
            Bytes key = StateFields.octets(in);
            Crl crl = Crl.parse(StateFields.octets(in)).orElseThrow();
            crls.put(CrlPart.of(crl, key), crl);
        }
        return new CaState(id, lists.get(0), lists.get(1), lists.get(2), crls);
    }

    private static Map<Id, Bytes> policies(DataInputStream in) throws IOException {
        Map<Id, Bytes> policies = new LinkedHashMap<>();
        for (long left = in.readLong(); left > 0; left--) {
            Id id = new Id(StateFields.octets(in));
            policies.put(id, StateFields.octets(in));
        }
        return policies;
    }

    private static NamedCrls named(DataInputStream in) throws IOException {
        NamedCrls named = NamedCrls.NONE;
        for (long left = in.readLong(); left > 0; left--) {
            Id authority = new Id(StateFields.octets(in));
            BigInteger number = new BigInteger(StateFields.octets(in).toArray());
            Digest digest = new Digest(StateFields.octets(in));
            named = named.with(new NamedCrl(authority, number, digest, in.readLong()))
                    .orElseThrow();
        }
        return named;
    }
}
