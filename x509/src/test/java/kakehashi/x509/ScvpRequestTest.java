package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScvpRequestTest {
    @Test
    void readsBackARequestWithEveryField() {
        CvRequest request = ScvpSamples.fullRequest();
        CvRequest again = CvRequest.parse(request.der()).orElseThrow();
        assertThat(again).isEqualTo(request);
        assertThat(again.der()).isEqualTo(request.der());
        assertThat(again.query().responseFlagsOrDefault().has(ResponseFlags.Flag.PROTECT_RESPONSE))
                .isTrue();
        assertThat(again.query().responseFlagsOrDefault().has(ResponseFlags.Flag.CACHED_RESPONSE))
                .isFalse();
    }

    @Test
    void readsBackARequestAboutAttributeCertificates() {
        CvRequest request = CvRequest.of(Query.about(
                        new CertReferences.AcRefs(List.of(
                                new AcReference.AttrCert(ScvpSamples.ATTRIBUTE_CERTIFICATE),
                                new AcReference.AcRef(ScvpCertId.of(DigestAlgorithm.SHA_384, ScvpSamples.ROOT)))),
                        CertCheck.BUILD_AA_PATH,
                        ValidationPolicy.of(ValidationPolRef.of(ScvpSamples.SOME_OID)))
                .build());
        assertThat(CvRequest.parse(request.der())).isEqualTo(new Parsed.Value<>(request));
    }

    /// By hand after the ASN.1 of RFC 5055 §8, tag by tag: pkcRefs [0], pkcRef [1] with the default digest, the
    /// check id-stc-build-pkc-path, the default policy.
    @Test
    void rfc5055_8_writesTheVectorMadeByHand() {
        ScvpCertId id = new ScvpCertId(
                Bytes.ofHex("aabb"),
                List.of(new GeneralName.DnsName("a")),
                SerialNumber.read(new DerReader(Bytes.ofHex("020105"))),
                AlgorithmIdentifier.of(DigestAlgorithm.SHA_1.id()));
        CvRequest request = CvRequest.from(Query.about(
                                new CertReferences.PkcRefs(List.of(new PkcReference.PkcRef(id))),
                                CertCheck.BUILD_PKC_PATH,
                                ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                        .build())
                .requestNonce(Bytes.ofHex("cc"))
                .requestorName(new GeneralName.DnsName("b"))
                .hashAlg(DigestAlgorithm.SHA_1)
                .requestorText("t")
                .build();
        String pkcRefs = "a010" + "a10e" + "0402aabb" + "3008" + "3003820161" + "020105";
        String checks = "300a" + "06082b06010505071101";
        String policy = "300c" + "300a" + "06082b06010505071301";
        String query = "302c" + pkcRefs + checks + policy;
        String rest = "8101cc" + "a203820162" + "86052b0e03021a" + "870174";
        assertThat(request.der()).isEqualTo(Bytes.ofHex("3040" + query + rest));
        assertThat(CvRequest.parse(request.der())).isEqualTo(new Parsed.Value<>(request));
    }

    @Test
    void readsDefaultsThatOthersWriteOut() {
        Bytes der = ScvpSamples.smallRequest().der();
        Bytes query = new DerReader(der).contents(Tag.SEQUENCE);
        Bytes writtenOut = DerWriter.write(w -> w.sequence(s -> s.integer(1).raw(query)));
        assertThat(CvRequest.parse(writtenOut)).isEqualTo(new Parsed.Value<>(ScvpSamples.smallRequest()));
    }

    @Test
    void wrapsAndUnwrapsTheUnprotectedMessage() {
        CvRequest request = ScvpSamples.smallRequest();
        Bytes der = request.contentInfo().der();
        assertThat(der.toString()).contains("060b2a864886f70d010910010a");
        assertThat(CvRequest.parseContentInfo(der)).isEqualTo(new Parsed.Value<>(request));
        assertThat(CvRequest.parse(der)).isInstanceOf(Parsed.Malformed.class);
        assertThat(CvResponse.parseContentInfo(der)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void aReferenceMatchesItsCertificateOnly() {
        for (DigestAlgorithm digest : DigestAlgorithm.values()) {
            ScvpCertId id = ScvpCertId.of(digest, ScvpSamples.TARGET);
            assertThat(id.matches(ScvpSamples.TARGET)).isTrue();
            assertThat(id.matches(ScvpSamples.ROOT)).isFalse();
            assertThat(id.hashMatches(ScvpSamples.CA.issueTo(ScvpSamples.CITIZEN, 4712)))
                    .isFalse();
        }
    }

    @Test
    void tellsTheNamesOfTheNameValidationAlgorithm() {
        assertThat(ScvpSamples.fullPolicy().validationAlg().flatMap(ValidationAlg::nameValidationAlgParms))
                .map(ValidationAlg.NameValidationAlgParms::validationNames)
                .contains(List.of(new GeneralName.DirectoryName(ScvpSamples.CITIZEN.name())));
        assertThat(ValidationAlg.basic().nameValidationAlgParms()).isEmpty();
    }

    @Test
    void refusesParametersThatTheAlgorithmDoesNotHave() {
        assertThatThrownBy(() -> new ValidationAlg(ValidationAlg.NAME_VAL_ALG, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValidationAlg(ValidationAlg.BASIC_VAL_ALG, Optional.of(AlgorithmIdentifier.NULL)))
                .isInstanceOf(IllegalArgumentException.class);
        Bytes policy = DerWriter.write(w -> w.sequence(s -> {
            ValidationPolRef.defaultValPolicy().write(s);
            s.constructed(0xa0, a -> a.oid(ValidationAlg.NAME_VAL_ALG).nul());
        }));
        assertThat(Parsed.of(() -> ValidationPolicy.read(new DerReader(policy))))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void rfc5055_3_2_4_1_refusesParametersOfTheDefaultPolicy() {
        Bytes der = DerWriter.write(
                w -> w.sequence(s -> s.oid(ValidationPolRef.DEFAULT_VAL_POLICY).integer(1)));
        assertThat(Parsed.of(() -> ValidationPolRef.read(new DerReader(der)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void takesNullForNoParameters() {
        Bytes der = DerWriter.write(
                w -> w.sequence(s -> s.oid(ValidationPolRef.DEFAULT_VAL_POLICY).nul()));
        assertThat(ValidationPolRef.read(new DerReader(der))).isEqualTo(ValidationPolRef.defaultValPolicy());
        Oid other = Oid.of("1.2.3");
        Bytes named = DerWriter.write(w -> w.sequence(s -> s.oid(other).nul()));
        assertThat(ValidationPolRef.read(new DerReader(named)).hasParameters()).isFalse();
        Bytes more = DerWriter.write(w -> w.sequence(s -> s.oid(other).integer(1)));
        assertThat(ValidationPolRef.read(new DerReader(more)).hasParameters()).isTrue();
    }

    @Test
    void refusesTextsOfNoCharacterOrMoreThan256() {
        Query query = ScvpSamples.smallRequest().query();
        assertThatThrownBy(() -> CvRequest.from(query).requestorText("").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        CvRequest.from(query).requestorText("x".repeat(257)).build())
                .isInstanceOf(IllegalArgumentException.class);
        CvRequest longest =
                CvRequest.from(query).requestorText("𠮷".repeat(256)).build();
        assertThat(CvRequest.parse(longest.der())).isEqualTo(new Parsed.Value<>(longest));
        Bytes empty = DerWriter.write(w ->
                w.sequence(s -> s.raw(new DerReader(ScvpSamples.smallRequest().der()).contents(Tag.SEQUENCE))
                        .utf8String(0x87, "")));
        assertThat(CvRequest.parse(empty)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesATruncatedRequestAtEveryOctet() {
        Bytes der = ScvpSamples.fullRequest().der();
        for (int i = 0; i < der.length(); i++) {
            assertThat(CvRequest.parse(der.slice(0, i))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void answersForARequestWithAnyOctetChanged() {
        Bytes der = ScvpSamples.fullRequest().der();
        for (int i = 0; i < der.length(); i++) {
            byte[] changed = der.toArray();
            changed[i] ^= 0x20;
            Parsed<CvRequest> parsed = CvRequest.parse(Bytes.wrap(changed));
            parsed.toOptional()
                    .ifPresent(request ->
                            assertThat(CvRequest.parse(request.der())).isEqualTo(new Parsed.Value<>(request)));
        }
    }

    @Test
    void refusesMoreCertificatesThanTheLimit() {
        List<PkcReference> many = Collections.nCopies(
                Fields.MAX_ITEMS + 1,
                new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_256, ScvpSamples.TARGET)));
        CvRequest request = CvRequest.of(Query.about(
                        new CertReferences.PkcRefs(many),
                        CertCheck.BUILD_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .build());
        assertThat(CvRequest.parse(request.der()).toString()).contains("more than 4096 items");
    }

    @Test
    void refusesDeepNesting() {
        Bytes deep = AlgorithmIdentifier.NULL;
        for (int i = 0; i < 10_000; i++) {
            Bytes inner = deep;
            deep = DerWriter.write(w -> w.sequence(s -> s.raw(inner)));
        }
        CvRequest request = CvRequest.of(Query.about(
                        CertReferences.of(List.of(ScvpSamples.TARGET)),
                        CertCheck.BUILD_PKC_PATH,
                        ValidationPolicy.of(new ValidationPolRef(ScvpSamples.SOME_OID, Optional.of(deep))))
                .build());
        assertThat(CvRequest.parse(request.der()).toString()).contains("nested deeper");
    }

    @Test
    void readsBackAPolicyRequest() {
        ValPolRequest request = ValPolRequest.of(ScvpSamples.NONCE);
        assertThat(request.der()).isEqualTo(Bytes.ofHex("3012" + "0410" + ScvpSamples.NONCE));
        assertThat(ValPolRequest.parseContentInfo(request.contentInfo().der())).isEqualTo(new Parsed.Value<>(request));
        ValPolRequest later = new ValPolRequest(2, Optional.of(ScvpSamples.NONCE));
        assertThat(ValPolRequest.parse(later.der())).isEqualTo(new Parsed.Value<>(later));
        // As clients of the US Treasury's profile send it, version written out and without nonce.
        assertThat(ValPolRequest.parse(Bytes.ofHex("3003020101")))
                .isEqualTo(new Parsed.Value<>(new ValPolRequest(1, Optional.empty())));
    }

    @Test
    void rfc5055_4_9_2_keepsWhatIsNoCertificateForTheServerToSaySo() {
        Bytes garbage = Bytes.ofHex("3003020105");
        PkcReference unreadable = new PkcReference.Unreadable(garbage);
        CvRequest request = CvRequest.of(Query.about(
                        new CertReferences.PkcRefs(List.of(unreadable, new PkcReference.Cert(ScvpSamples.TARGET))),
                        CertCheck.BUILD_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .build());
        assertThat(CvRequest.parse(request.der())).isEqualTo(new Parsed.Value<>(request));
        assertThat(unreadable.matches(ScvpSamples.TARGET)).isFalse();
    }
}
