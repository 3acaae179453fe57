package kakehashi.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;

/// What an entry changes in the state: a closed list. Effects carry no name of a person.
public sealed interface Effect extends DerValue {
    /// Whether something came into force, or went out of it.
    enum InForce {
        YES,
        NO
    }

    /// Whether a certificate is a CA's or an end entity's; `ca` in the annex.
    enum Holder {
        END_ENTITY,
        AUTHORITY
    }

    /// An order is settled, whatever its outcome.
    ///
    /// @param order the order
    /// @param digest of its DER
    /// @param expiresAt its own
    /// @param outcome of the outcome that was signed
    /// @param filing digest of the filing that is spent
    /// @param request digest of the subscriber's request that is spent
    record OrderSettled(
            Id order,
            Digest digest,
            Instant expiresAt,
            Digest outcome,
            Optional<Digest> filing,
            Optional<Digest> request)
            implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    0,
                    w -> w.id(order)
                            .digest(digest)
                            .time(expiresAt)
                            .digest(outcome)
                            .optional(0, filing, w::digest)
                            .optional(1, request, w::digest));
        }
    }

    /// An officer as it is now.
    record Officer(kakehashi.contract.Officer officer) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            officer.write(writer, Tag.constructed(1));
        }
    }

    /// An officer has ended.
    record OfficerEnded(Id officer) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.id(officer, Tag.primitive(2));
        }
    }

    /// A credential has ended.
    ///
    /// @param credential which
    record CredentialEnded(Id credential) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.id(credential, Tag.primitive(3));
        }
    }

    /// A profile came into force, or went out of it.
    ///
    /// @param profile what it is known by
    /// @param digest of its bytes
    /// @param inForce which of the two
    record Profile(Id profile, Digest digest, InForce inForce) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(4, w -> w.id(profile).digest(digest).bool(inForce == InForce.YES));
        }
    }

    /// A relying-party policy came into force, or went out of it.
    ///
    /// @param policy what it is known by
    /// @param digest of its bytes
    /// @param inForce which of the two
    record Policy(Id policy, Digest digest, InForce inForce) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(5, w -> w.id(policy).digest(digest).bool(inForce == InForce.YES));
        }
    }

    /// Rules came into force.
    ///
    /// @param digest of the rules' DER
    record Rules(Digest digest) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.digest(digest, Tag.primitive(6));
        }
    }

    /// A key change came into force.
    ///
    /// @param digest of the change's DER
    record Keys(Digest digest) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.digest(digest, Tag.primitive(7));
        }
    }

    /// A standing authorisation was granted.
    record Authorisation(kakehashi.contract.Authorisation authorisation) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            authorisation.write(writer, Tag.constructed(8));
        }
    }

    /// A standing authorisation was used.
    ///
    /// @param authorisation which
    /// @param left how many orders are left of its quota
    /// @param request digest of the subscriber's request
    record AuthorisationUsed(Id authorisation, long left, Digest request) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(9, w -> w.id(authorisation).integer(left).digest(request));
        }
    }

    /// A standing authorisation was stopped.
    ///
    /// @param authorisation which
    record AuthorisationStopped(Id authorisation) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.id(authorisation, Tag.primitive(10));
        }
    }

    /// A certificate is about to be signed.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    /// @param key digest of what makes the key the same, however it is written (record 3, One key, one subject)
    /// @param toBeSigned digest of the TBSCertificate
    /// @param notAfter its last moment
    /// @param holder whose it is
    /// @param order the order
    /// @param item the item of the order, counted from 0
    /// @param attempt the attempt at the item
    record Intended(
            Id authority,
            SerialNumber serial,
            Digest key,
            Digest toBeSigned,
            Instant notAfter,
            Holder holder,
            Id order,
            long item,
            long attempt)
            implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    11,
                    w -> w.id(authority)
                            .serial(serial)
                            .digest(key)
                            .digest(toBeSigned)
                            .time(notAfter)
                            .bool(holder == Holder.AUTHORITY)
                            .id(order)
                            .integer(item)
                            .integer(attempt));
        }
    }

    /// A certificate was signed.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    /// @param certificate digest of the certificate
    /// @param visibility whether it is published, as its profile says
    record Issued(Id authority, SerialNumber serial, Digest certificate, Visibility visibility) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    12, w -> w.id(authority).serial(serial).digest(certificate).visibility(visibility));
        }
    }

    /// A serial number whose certificate may exist, or not, is revoked.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    record Burnt(Id authority, SerialNumber serial) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(13, w -> w.id(authority).serial(serial));
        }
    }

    /// A certificate was revoked.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    /// @param notAfter the certificate's last moment
    /// @param holder whose it is
    /// @param at from when
    /// @param reason why
    /// @param invalidity since when the key may be in other hands
    record Revoked(
            Id authority,
            SerialNumber serial,
            Instant notAfter,
            Holder holder,
            Instant at,
            CrlReason reason,
            Optional<Instant> invalidity)
            implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    14,
                    w -> certificate(w, authority, serial, notAfter, holder)
                            .time(at)
                            .reason(reason)
                            .optionalTime(invalidity));
        }
    }

    /// A certificate was suspended.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    /// @param notAfter the certificate's last moment
    /// @param holder whose it is
    /// @param at from when
    record Held(Id authority, SerialNumber serial, Instant notAfter, Holder holder, Instant at) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    15, w -> certificate(w, authority, serial, notAfter, holder).time(at));
        }
    }

    /// A suspension ended.
    ///
    /// @param authority the CA
    /// @param serial the serial number
    /// @param at from when
    record Released(Id authority, SerialNumber serial, Instant at) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(16, w -> w.id(authority).serial(serial).time(at));
        }
    }

    /// A CRL is about to be signed.
    ///
    /// @param authority the CA
    /// @param number the CRL number
    record CrlIntended(Id authority, BigInteger number) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(17, w -> w.id(authority).number(number));
        }
    }

    /// A CRL was signed.
    ///
    /// @param authority the CA
    /// @param number the CRL number
    /// @param digest of the CRL
    /// @param octets its length
    /// @param kind which lists were wanted
    record CrlIssued(Id authority, BigInteger number, Digest digest, long octets, CrlBody kind) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(18, w -> w.crl(authority, number, digest, octets).crls(kind));
        }
    }

    /// A CA's certificate came into force, or went out of it.
    ///
    /// @param authority the CA
    /// @param certificate digest of the certificate
    /// @param inForce which of the two
    record Authority(Id authority, Digest certificate, InForce inForce) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(19, w -> w.id(authority).digest(certificate).bool(inForce == InForce.YES));
        }
    }

    /// A cross-certificate pair was published, or withdrawn.
    ///
    /// @param caseId the bridge's case; `case` in the annex
    /// @param digest of the pair
    /// @param inForce which of the two
    record Pair(Id caseId, Digest digest, InForce inForce) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(20, w -> w.id(caseId).digest(digest).bool(inForce == InForce.YES));
        }
    }

    /// Evidence was erased.
    ///
    /// @param digest of what was erased
    record Erased(Digest digest) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.digest(digest, Tag.primitive(21));
        }
    }

    /// A vault node took over.
    ///
    /// @param node the node in charge
    record Node(Id node) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.id(node, Tag.primitive(22));
        }
    }

    /// A batch ends here.
    ///
    /// @param number its number
    /// @param at its time
    record Batch(long number, Instant at) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(23, w -> w.integer(number).time(at));
        }
    }

    /// A CA has a key of its own in the token, and settings: [kakehashi.contract.CaBody.Key] as it was approved.
    ///
    /// @param authority the CA
    /// @param key digest of the SubjectPublicKeyInfo
    /// @param parameters digest of the parameters' UTF-8 octets
    record AuthorityKey(Id authority, Digest key, Digest parameters) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(24, w -> w.id(authority).digest(key).digest(parameters));
        }
    }

    /// An officer acted alone, as a rule lets him so many times a day.
    ///
    /// @param officer who
    /// @param count how much the order counts: each certificate of a list does
    record Alone(Id officer, long count) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(25, w -> w.id(officer).integer(count));
        }
    }

    /// A zone's audit tree does not go on where it was signed last, since the database was put back; from here on
    /// its checkpoints are those of a new log over the leaves that are there (docs/adr/0008).
    ///
    /// @param zone whose tree
    /// @param kept how many leaves are proven to be there still, by a checkpoint from before
    /// @param signed how many leaves had been signed for
    /// @param root of that many
    record TreeCut(AuditedZone zone, long kept, long signed, Digest root) implements Effect {
        @Override
        public void write(StatementWriter writer) {
            writer.fields(
                    26, w -> w.enumerated(zone).integer(kept).integer(signed).digest(root));
        }
    }

    private static StatementWriter certificate(
            StatementWriter writer, Id authority, SerialNumber serial, Instant notAfter, Holder holder) {
        return writer.id(authority).serial(serial).time(notAfter).bool(holder == Holder.AUTHORITY);
    }

    /// Reads one.
    static Effect read(StatementReader reader) {
        return EffectReader.read(reader);
    }
}
