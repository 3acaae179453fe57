package kakehashi.profiles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerReader;
import kakehashi.x509.Extensions;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;

/// A CRL opened once for all rules; its entries are read in one pass.
final class LintedCrl {
    final Crl crl;
    final Optional<Certificate> issuer;
    final Entries entries;
    final boolean timesOfRightType;

    LintedCrl(Crl crl, Optional<Certificate> issuer) {
        this.crl = crl;
        this.issuer = issuer;
        this.entries = Entries.of(crl);
        DerReader reader = new DerReader(crl.tbsCertList());
        reader.enterSequence();
        reader.skipIf(Tag.INTEGER);
        reader.skip(Tag.SEQUENCE);
        reader.skip(Tag.SEQUENCE);
        boolean right = FieldLint.isOfType(crl.thisUpdate(), reader.peek());
        reader.timeSeconds();
        if (crl.nextUpdate().isPresent()) {
            right &= FieldLint.isOfType(crl.nextUpdate().get(), reader.peek());
            reader.timeSeconds();
        }
        this.timesOfRightType = right;
    }

    Optional<SignatureAlgorithm> algorithm() {
        return SignatureAlgorithm.of(crl.signatureAlgorithm());
    }

    /// The serial numbers of entries with something wrong, at most one a kind.
    record Entries(
            List<SerialNumber> twice,
            List<SerialNumber> outOfOrder,
            List<SerialNumber> future,
            List<SerialNumber> badSerial,
            List<SerialNumber> unspecified,
            List<SerialNumber> removed,
            List<SerialNumber> wronglyCritical) {
        private static Entries of(Crl crl) {
            Entries found = new Entries(
                    new ArrayList<>(0),
                    new ArrayList<>(0),
                    new ArrayList<>(0),
                    new ArrayList<>(0),
                    new ArrayList<>(0),
                    new ArrayList<>(0),
                    new ArrayList<>(0));
            Set<Bytes> seen = HashSet.newHashSet(crl.entryCount());
            Bytes[] last = {Bytes.EMPTY};
            Instant thisUpdate = crl.thisUpdate();
            boolean indirect =
                    crl.issuingDistributionPoint().filter(p -> p.indirectCrl()).isPresent();
            crl.entries().forEach(entry -> {
                SerialNumber serial = entry.serialNumber();
                Bytes key = serial.contents();
                note(found.twice, !indirect && !seen.add(key), serial);
                note(found.outOfOrder, !indirect && isBefore(key, last[0]), serial);
                last[0] = key;
                note(found.future, entry.revocationDate().isAfter(thisUpdate), serial);
                note(found.badSerial, key.at(0) >= 0x80 || key.length() > SerialNumber.MAX_OCTETS, serial);
                found.noteExtensions(entry, serial);
            });
            return found;
        }

        /// The order of numbers of two's complement without a sign.
        private static boolean isBefore(Bytes a, Bytes b) {
            return a.length() < b.length() || (a.length() == b.length() && a.compareTo(b) < 0);
        }

        private static void note(List<SerialNumber> where, boolean wrong, SerialNumber serial) {
            if (wrong && where.isEmpty()) {
                where.add(serial);
            }
        }

        private void noteExtensions(RevokedEntry entry, SerialNumber serial) {
            Extensions extensions = entry.extensions();
            if (extensions.isEmpty()) {
                return;
            }
            Optional<CrlReason> reason = entry.reason();
            note(unspecified, reason.filter(CrlReason.UNSPECIFIED::equals).isPresent(), serial);
            note(removed, reason.filter(CrlReason.REMOVE_FROM_CRL::equals).isPresent(), serial);
            boolean wrong = !extensions
                            .criticalOtherThan(Set.of(KnownExtension.CERTIFICATE_ISSUER))
                            .isEmpty()
                    || (extensions.has(KnownExtension.CERTIFICATE_ISSUER)
                            && !extensions.isCritical(KnownExtension.CERTIFICATE_ISSUER));
            note(wronglyCritical, wrong, serial);
        }
    }
}
