package kakehashi.conformance;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ValidationAlg;
import kakehashi.x509.ValidationAlg.NameValidationAlgParms;
import kakehashi.x509.ValidationError;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;

/// A case as an SCVP request, and what the response says of it.
final class ScvpCase {
    private ScvpCase() {}

    static Answer ask(UnaryOperator<Bytes> server, DoorJudge.Sent sent) {
        CertCheck check = switch (sent.depth()) {
            case STATUS_CHECKED -> CertCheck.BUILD_STATUS_CHECKED_PKC_PATH;
            case VALIDATED -> CertCheck.BUILD_VALID_PKC_PATH;
        };
        Query query = Query.about(CertReferences.of(List.of(sent.target())), check, policy(sent))
                .responseFlags(ResponseFlags.DEFAULT.without(ResponseFlags.Flag.PROTECT_RESPONSE))
                .validationTime(CaseInputs.time(sent.aCase()))
                .intermediateCerts(sent.intermediates())
                .revInfos(evidence(sent))
                .build();
        Bytes message = CvRequest.of(query).contentInfo().der();
        long start = System.nanoTime();
        Bytes response = server.apply(message);
        long nanos = System.nanoTime() - start;
        return switch (CvResponse.parseContentInfo(response)) {
            case Parsed.Malformed<CvResponse> malformed -> throw new UnusableCase("a response that is " + malformed);
            case Parsed.Value<CvResponse>(CvResponse value) -> {
                if (value.replyObjects().isEmpty()) {
                    throw new UnusableCase("refused: " + value.responseStatus());
                }
                yield answer(sent.aCase(), value.replyObjects().getFirst(), nanos);
            }
        };
    }

    private static ValidationPolicy policy(DoorJudge.Sent sent) {
        SuiteCase aCase = sent.aCase();
        ValidationPolicy.Builder policy = ValidationPolicy.from(ValidationPolRef.of(sent.policy()))
                .userPolicySet(CaseInputs.oids(aCase.texts("initialPolicySet")).stream()
                        .toList())
                .inhibitPolicyMapping(aCase.flag("inhibitPolicyMapping"))
                .requireExplicitPolicy(aCase.flag("requireExplicitPolicy"))
                .inhibitAnyPolicy(aCase.flag("inhibitAnyPolicy"))
                .trustAnchors(sent.anchors().stream()
                        .<PkcReference>map(PkcReference.Cert::new)
                        .toList());
        CaseInputs.peerName(aCase).ifPresent(name -> policy.validationAlg(naming(name)));
        return policy.build();
    }

    private static ValidationAlg naming(GeneralName name) {
        Oid comparison = name instanceof GeneralName.Rfc822Name
                ? ExtendedKeyUsage.EMAIL_PROTECTION
                : ExtendedKeyUsage.SERVER_AUTH;
        return ValidationAlg.name(new NameValidationAlgParms(comparison, List.of(name)));
    }

    private static List<RevocationItem> evidence(DoorJudge.Sent sent) {
        Stream<RevocationItem> crls = sent.crls().stream()
                .map(crl -> crl.baseCrlNumber().isPresent()
                        ? new RevocationItem.DeltaCrl(crl)
                        : new RevocationItem.FullCrl(crl));
        Stream<RevocationItem> responses = sent.responses().stream()
                .map(response -> new RevocationItem.Ocsp(new OcspResponse.Successful(response)));
        return Stream.concat(crls, responses).toList();
    }

    private static Answer answer(SuiteCase aCase, CertReply reply, long nanos) {
        boolean good = reply.replyStatus() == ReplyStatus.SUCCESS;
        List<String> errors = reply.validationErrors().stream()
                .map(ValidationError::of)
                .flatMap(Optional::stream)
                .map(ValidationError::word)
                .toList();
        return new Answer(
                good ? "valid" : reply.replyStatus().name(), good, good == aCase.expectsGood(), errors, nanos);
    }
}
