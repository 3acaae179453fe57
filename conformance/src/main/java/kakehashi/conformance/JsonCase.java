package kakehashi.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A case as a JSON request, and what the answer says of it.
final class JsonCase {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonCase() {}

    static Answer ask(Function<Bytes, Bytes> door, DoorJudge.Sent sent) {
        Bytes body = Bytes.wrap(request(sent).toString().getBytes(StandardCharsets.UTF_8));
        long start = System.nanoTime();
        Bytes answered = door.apply(body);
        long nanos = System.nanoTime() - start;
        JsonNode answers = MAPPER.readTree(answered.toArray()).get("answers");
        return answer(sent.aCase(), answers.get(0), nanos);
    }

    private static ObjectNode request(DoorJudge.Sent sent) {
        SuiteCase aCase = sent.aCase();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        put(request, "certificates", List.of(sent.target().der()));
        request.put("policy", sent.policy().toString());
        request.put(
                "depth",
                switch (sent.depth()) {
                    case STATUS_CHECKED -> "statusChecked";
                    case VALIDATED -> "validated";
                });
        request.put("time", CaseInputs.time(aCase).toString());
        put(request, "anchors", sent.anchors().stream().map(Certificate::der).toList());
        put(
                request,
                "intermediates",
                sent.intermediates().stream().map(Certificate::der).toList());
        put(request, "crls", sent.crls().stream().map(Crl::der).toList());
        put(
                request,
                "ocspResponses",
                sent.responses().stream().map(JsonCase::der).toList());
        var policies = request.putArray("acceptablePolicies");
        aCase.texts("initialPolicySet").forEach(policies::add);
        for (String flag : List.of("inhibitPolicyMapping", "requireExplicitPolicy", "inhibitAnyPolicy")) {
            request.put(flag, aCase.flag(flag));
        }
        if (CaseInputs.peerName(aCase).isPresent()) {
            String kind = switch (aCase.inner("peerName", "kind").orElse("")) {
                case "DNS" -> "dns";
                case "IP" -> "ip";
                default -> "email";
            };
            request.putArray("names")
                    .addObject()
                    .put(kind, aCase.inner("peerName", "value").orElse(""));
        }
        return request;
    }

    private static Bytes der(BasicOcspResponse response) {
        return new OcspResponse.Successful(response).der();
    }

    private static void put(ObjectNode request, String field, List<Bytes> ders) {
        var list = request.putArray(field);
        ders.forEach(der -> list.add(Base64.getEncoder().encodeToString(der.toArray())));
    }

    private static Answer answer(SuiteCase aCase, JsonNode answer, long nanos) {
        String result = answer.get("result").stringValue();
        boolean good = result.equals("TotalPassed");
        boolean samePolicies = !good || !aCase.has("expectedUserConstrainedPolicies") || policiesAgree(aCase, answer);
        List<String> findings = new ArrayList<>();
        if (answer.has("reason")) {
            findings.add(answer.at("/reason/check").stringValue() + ": "
                    + answer.at("/reason/message/en").stringValue());
        }
        String got = good ? samePolicies ? "valid" : "valid for other policies" : result;
        boolean expected = good == aCase.expectsGood() && (!aCase.expectsGood() || samePolicies);
        return new Answer(got, good, expected, findings, nanos);
    }

    private static boolean policiesAgree(SuiteCase aCase, JsonNode answer) {
        Set<Oid> got = new HashSet<>();
        answer.at("/path/policies").forEach(policy -> got.add(Oid.of(policy.stringValue())));
        return got.equals(CaseInputs.oids(aCase.texts("expectedUserConstrainedPolicies")));
    }
}
