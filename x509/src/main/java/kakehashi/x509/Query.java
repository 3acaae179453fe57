package kakehashi.x509;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an SCVP client asks (RFC 5055 §3.2).
///
/// @param queriedCerts the certificates
/// @param checks what to check, one of [CertCheck] or another, one at least
/// @param wantBack what to give back, of [WantBack] or others; empty when absent
/// @param validationPolicy under which policy
/// @param responseFlags how the response should be; absent means [ResponseFlags#DEFAULT]
/// @param serverContextInfo what the server gave to the client in an earlier response, for further paths
/// @param validationTime at which time the certificates should be valid; absent means now
/// @param intermediateCerts certificates that may help; empty when absent
/// @param revInfos revocation information that may help; empty when absent
/// @param producedAt the earliest time at which a cached response may have been made
/// @param queryExtensions the extensions
public record Query(
        CertReferences queriedCerts,
        List<Oid> checks,
        List<Oid> wantBack,
        ValidationPolicy validationPolicy,
        Optional<ResponseFlags> responseFlags,
        Optional<Bytes> serverContextInfo,
        Optional<Instant> validationTime,
        List<Certificate> intermediateCerts,
        List<RevocationItem> revInfos,
        Optional<Instant> producedAt,
        Extensions queryExtensions) {
    /// @throws IllegalArgumentException without a check
    public Query {
        checks = List.copyOf(checks);
        wantBack = List.copyOf(wantBack);
        intermediateCerts = List.copyOf(intermediateCerts);
        revInfos = List.copyOf(revInfos);
        Fields.require(!checks.isEmpty(), "a query without checks");
    }

    /// Starts a query.
    public static Builder about(CertReferences queriedCerts, CertCheck check, ValidationPolicy policy) {
        return new Builder(queriedCerts, check, policy);
    }

    /// How the response should be, the defaults where the client says nothing.
    public ResponseFlags responseFlagsOrDefault() {
        return responseFlags.orElse(ResponseFlags.DEFAULT);
    }

    static Query read(DerReader reader) {
        int outer = reader.enterSequence();
        Query query = new Query(
                CertReferences.read(reader),
                Fields.nonEmptyList(reader, Tag.SEQUENCE, DerReader::oid),
                Fields.optionalList(reader, 0xa1, DerReader::oid),
                ValidationPolicy.read(reader),
                Fields.optional(reader, Tag.SEQUENCE, ResponseFlags::read),
                Fields.optional(reader, 0x82, r -> r.contents(0x82)),
                Fields.optionalTime(reader, 0x83),
                Fields.optionalList(reader, 0xa4, Certificate::read),
                Fields.optionalList(reader, 0xa5, RevocationItem::read),
                Fields.optionalTime(reader, 0x86),
                Fields.implicitExtensions(reader, 7));
        reader.leave(outer);
        return query;
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            queriedCerts.write(s);
            s.sequenceOf(Tag.SEQUENCE, checks, DerWriter::oid);
            Fields.writeOptionalList(s, 0xa1, wantBack, DerWriter::oid);
            validationPolicy.write(s, Tag.SEQUENCE);
            responseFlags.ifPresent(flags -> flags.write(s));
            serverContextInfo.ifPresent(octets -> s.value(0x82, octets));
            validationTime.ifPresent(time -> s.generalizedTime(0x83, time));
            Fields.writeOptionalList(s, 0xa4, intermediateCerts, (w, c) -> w.raw(c.der()));
            Fields.writeOptionalList(s, 0xa5, revInfos, (w, info) -> info.write(w));
            producedAt.ifPresent(time -> s.generalizedTime(0x86, time));
            Fields.writeImplicitExtensions(s, 7, queryExtensions);
        });
    }

    /// Collects the optional parts of a query.
    public static final class Builder {
        private final CertReferences queriedCerts;
        private final ValidationPolicy validationPolicy;
        private List<Oid> checks;
        private List<Oid> wantBack = List.of();
        private Optional<ResponseFlags> responseFlags = Optional.empty();
        private Optional<Bytes> serverContextInfo = Optional.empty();
        private Optional<Instant> validationTime = Optional.empty();
        private List<Certificate> intermediateCerts = List.of();
        private List<RevocationItem> revInfos = List.of();
        private Optional<Instant> producedAt = Optional.empty();
        private Extensions queryExtensions = Extensions.NONE;

        private Builder(CertReferences queriedCerts, CertCheck check, ValidationPolicy policy) {
            this.queriedCerts = queriedCerts;
            this.checks = List.of(check.id());
            this.validationPolicy = policy;
        }

        /// Sets the checks, of whatever kind.
        public Builder checks(List<Oid> ids) {
            checks = ids;
            return this;
        }

        /// Sets what to give back.
        public Builder wantBack(WantBack... items) {
            wantBack = List.of(items).stream().map(WantBack::id).toList();
            return this;
        }

        /// Sets how the response should be.
        public Builder responseFlags(ResponseFlags flags) {
            responseFlags = Optional.of(flags);
            return this;
        }

        /// Sets what the server gave in an earlier response.
        public Builder serverContextInfo(Bytes context) {
            serverContextInfo = Optional.of(context);
            return this;
        }

        /// Sets the time of interest, whole seconds.
        public Builder validationTime(Instant time) {
            validationTime = Optional.of(time);
            return this;
        }

        /// Sets certificates that may help.
        public Builder intermediateCerts(List<Certificate> certificates) {
            intermediateCerts = certificates;
            return this;
        }

        /// Sets revocation information that may help.
        public Builder revInfos(List<RevocationItem> infos) {
            revInfos = infos;
            return this;
        }

        /// Sets how old a cached response may be, whole seconds.
        public Builder producedAt(Instant earliest) {
            producedAt = Optional.of(earliest);
            return this;
        }

        /// Sets the extensions.
        public Builder queryExtensions(Extensions extensions) {
            queryExtensions = extensions;
            return this;
        }

        /// The query.
        public Query build() {
            return new Query(
                    queriedCerts,
                    checks,
                    wantBack,
                    validationPolicy,
                    responseFlags,
                    serverContextInfo,
                    validationTime,
                    intermediateCerts,
                    revInfos,
                    producedAt,
                    queryExtensions);
        }
    }
}
