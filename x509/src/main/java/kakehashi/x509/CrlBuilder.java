package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Gathers the fields and entries of a CRL of version 2 (RFC 5280 §5) and answers what is to be signed.
///
/// Entries are encoded as they come and kept in pieces of a megabyte; a list of a million entries takes its own
/// length in the builder and once more in what is to be signed.
public final class CrlBuilder {
    private static final int PIECE = 1 << 20;
    private static final Map<CrlReason, Extensions> REASONS = Arrays.stream(CrlReason.values())
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), r -> r == CrlReason.UNSPECIFIED ? Extensions.NONE : Extensions.of(of(r))));

    private final Name issuer;
    private final Instant thisUpdate;
    private final ExtensionList extensions = new ExtensionList();
    private final List<Bytes> pieces = new ArrayList<>();
    private DerWriter piece = new DerWriter();
    private int entriesLength;
    private Instant nextUpdate;
    private Name certificateIssuer;
    private boolean certificateIssuerWritten = true;

    /// A list without entries, extensions and next update.
    ///
    /// @param thisUpdate when the list is issued; fractions of a second are cut off
    public CrlBuilder(Name issuer, Instant thisUpdate) {
        this.issuer = issuer;
        this.certificateIssuer = issuer;
        this.thisUpdate = thisUpdate;
    }

    /// Sets by when the next list will be issued.
    public CrlBuilder nextUpdate(Instant time) {
        this.nextUpdate = time;
        return this;
    }

    /// Adds or replaces an extension of any type.
    public CrlBuilder extension(Extension extension) {
        extensions.put(extension);
        return this;
    }

    /// Adds `authorityKeyIdentifier`.
    public CrlBuilder authorityKeyIdentifier(AuthorityKeyIdentifier identifier) {
        return extension(Extension.of(KnownExtension.AUTHORITY_KEY_IDENTIFIER, identifier::write));
    }

    /// Adds `cRLNumber`, not critical.
    public CrlBuilder crlNumber(BigInteger number) {
        return extension(Extension.of(KnownExtension.CRL_NUMBER, w -> w.integer(Tag.INTEGER, number)));
    }

    /// Makes this a delta to the complete list of that number: `deltaCRLIndicator` is critical.
    public CrlBuilder baseCrlNumber(BigInteger number) {
        return extension(Extension.of(KnownExtension.DELTA_CRL_INDICATOR, w -> w.integer(Tag.INTEGER, number))
                .asCritical());
    }

    /// Adds `issuingDistributionPoint`, critical.
    public CrlBuilder issuingDistributionPoint(IssuingDistributionPoint point) {
        return extension(Extension.of(KnownExtension.ISSUING_DISTRIBUTION_POINT, point::write)
                .asCritical());
    }

    /// Adds `freshestCRL`, not critical.
    public CrlBuilder freshestCrl(List<DistributionPoint> points) {
        return extension(Extension.of(KnownExtension.FRESHEST_CRL, w -> DistributionPoint.writeAll(w, points)));
    }

    /// The following entries are certificates of this issuer. The first of them carries `certificateIssuer`, and
    /// "conforming CRL issuers MUST mark it critical"; the list has to be an indirect one.
    public CrlBuilder certificateIssuer(Name name) {
        certificateIssuerWritten &= name.equals(certificateIssuer);
        certificateIssuer = name;
        return this;
    }

    /// Adds an entry without a reason.
    public CrlBuilder revoke(SerialNumber serial, Instant date) {
        return revoke(serial, date, Extensions.NONE);
    }

    /// Adds an entry. "The reason code CRL entry extension SHOULD be absent instead of using the unspecified (0)
    /// reasonCode value", so it then is.
    public CrlBuilder revoke(SerialNumber serial, Instant date, CrlReason reason) {
        return revoke(serial, date, REASONS.get(reason));
    }

    /// Adds an entry that says since when the key is known or suspected to have been compromised.
    public CrlBuilder revoke(SerialNumber serial, Instant date, CrlReason reason, Instant invalidityDate) {
        List<Extension> list = new ArrayList<>(reason == CrlReason.UNSPECIFIED ? List.of() : of(reason));
        list.add(Extension.of(KnownExtension.INVALIDITY_DATE, w -> w.generalizedTime(invalidityDate)));
        return revoke(serial, date, Extensions.of(list));
    }

    private static List<Extension> of(CrlReason reason) {
        return List.of(Extension.of(KnownExtension.REASON_CODE, w -> reason.write(w, Tag.ENUMERATED)));
    }

    /// Adds an entry with extensions; `certificateIssuer` must not be among them.
    public CrlBuilder revoke(SerialNumber serial, Instant date, Extensions entryExtensions) {
        if (entryExtensions.has(KnownExtension.CERTIFICATE_ISSUER)) {
            throw new IllegalArgumentException("certificateIssuer is written by the builder");
        }
        int before = piece.length();
        piece.sequence(entry -> {
            serial.write(entry);
            entry.time(date);
            if (!certificateIssuerWritten || !entryExtensions.isEmpty()) {
                entry.sequence(list -> {
                    entryExtensions.all().forEach(e -> e.write(list));
                    writeCertificateIssuer(list);
                });
            }
        });
        entriesLength = Math.addExact(entriesLength, piece.length() - before);
        if (piece.length() >= PIECE) {
            pieces.add(piece.toBytes());
            piece = new DerWriter(PIECE + 4096);
        }
        return this;
    }

    private void writeCertificateIssuer(DerWriter list) {
        if (!certificateIssuerWritten) {
            List<GeneralName> names = List.of(new GeneralName.DirectoryName(certificateIssuer));
            Extension.of(KnownExtension.CERTIFICATE_ISSUER, w -> GeneralName.writeAll(w, Tag.SEQUENCE, names))
                    .asCritical()
                    .write(list);
            certificateIssuerWritten = true;
        }
    }

    /// Carries an entry over from another list, with its certificate issuer and its extensions.
    public CrlBuilder entry(RevokedEntry entry) {
        certificateIssuer(entry.certificateIssuer());
        Extensions all = entry.extensions();
        Extensions own = all.has(KnownExtension.CERTIFICATE_ISSUER)
                ? Extensions.of(all.all().stream()
                        .filter(e -> !e.id().equals(KnownExtension.CERTIFICATE_ISSUER.id()))
                        .toList())
                : all;
        return revoke(entry.serialNumber(), entry.revocationDate(), own);
    }

    /// The list as it is to be signed. The builder may go on being used.
    ///
    /// @throws IllegalArgumentException when a known extension was given a malformed value
    public ToBeSigned toBeSigned(SignatureAlgorithm algorithm) {
        return toBeSigned(algorithm, sink -> {});
    }

    /// The list as it is to be signed, with more entries behind those that the builder holds. They are written
    /// straight into the one array that the answer keeps, so a million entries take their own length and no more.
    ///
    /// @param more hands over the entries; is called twice, to count and to write, and must say the same both times
    /// @throws IllegalArgumentException when a known extension was given a malformed value
    public ToBeSigned toBeSigned(SignatureAlgorithm algorithm, Consumer<CrlEntrySink> more) {
        Objects.requireNonNull(algorithm, "algorithm");
        Bytes head = head(algorithm);
        Extensions checked = extensions.checked();
        Bytes tail = checked.isEmpty() ? Bytes.EMPTY : DerWriter.write(w -> w.explicit(0, checked::write));
        CrlEntrySink counted = CrlEntrySink.counting();
        more.accept(counted);
        int entries = Math.addExact(entriesLength, counted.position());
        // "When there are no revoked certificates, the revoked certificates list MUST be absent" (§5.1.2.6).
        int list = entries == 0 ? 0 : DerWriter.valueLength(entries);
        int contents = Math.addExact(head.length() + tail.length(), list);
        DerWriter whole = new DerWriter(DerWriter.valueLength(contents));
        whole.headerOf(Tag.SEQUENCE, contents).raw(head);
        if (entries > 0) {
            whole.headerOf(Tag.SEQUENCE, entries);
            pieces.forEach(whole::raw);
            whole.raw(piece.toBytes());
            writeMore(whole, counted.position(), more);
        }
        return new ToBeSigned(whole.raw(tail).finish(), algorithm.identifier());
    }

    private Bytes head(SignatureAlgorithm algorithm) {
        return DerWriter.write(w -> {
            w.integer(1);
            algorithm.identifier().write(w);
            w.raw(issuer.der()).time(thisUpdate);
            if (nextUpdate != null) {
                w.time(nextUpdate);
            }
        });
    }

    private static void writeMore(DerWriter whole, int octets, Consumer<CrlEntrySink> more) {
        int start = whole.length();
        CrlEntrySink writing = CrlEntrySink.writing(whole.reserve(octets), start);
        more.accept(writing);
        if (writing.position() != start + octets) {
            throw new IllegalStateException("entries that differ between counting and writing");
        }
    }
}
