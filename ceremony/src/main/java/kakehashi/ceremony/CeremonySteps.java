package kakehashi.ceremony;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kakehashi.contract.Id;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.TomlSection;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Pem;

/// Reads the steps of a ceremony, each after what it needs.
final class CeremonySteps {
    private static final Detail EARLIER = new Detail("先に行う手順のあるもの", "made by a step before");
    private static final Detail CERTIFICATE = new Detail("証明書のファイル", "a file with a certificate");
    private static final Detail REQUEST = new Detail("有効な PKCS #10", "a PKCS #10 that verifies");
    private static final Detail FIRST = new Detail("最初の手順", "the first step, of a file with an installation");

    private final CeremonyReader reader;
    private final Map<String, CeremonyFile.Officer> officers = new LinkedHashMap<>();
    private final boolean founds;
    private final Set<Id> keys = new HashSet<>();
    private final Set<Id> certified = new HashSet<>();

    CeremonySteps(CeremonyReader reader, List<CeremonyFile.Officer> officers, boolean founds) {
        this.reader = reader;
        this.founds = founds;
        officers.stream().filter(one -> one.approving().isPresent()).forEach(one -> this.officers.put(one.key(), one));
    }

    private enum Word {
        FOUND,
        PROFILE,
        KEY,
        SELF_SIGN,
        CERTIFY,
        ROLL_OVER,
        RECEIVE,
        CROSS_CERTIFY,
        CRL
    }

    private static final Map<String, Word> WORDS = CeremonyReader.words(Word.values());

    List<CeremonyStep> read(List<TomlSection> sections) {
        List<CeremonyStep> steps = new ArrayList<>();
        for (TomlSection section : sections) {
            int number = steps.size() + 1;
            Optional<Word> word = section.neededWord("do", WORDS);
            boolean misplaced = word.isPresent() && (word.get() == Word.FOUND) != (founds && number == 1);
            if (misplaced) {
                section.fault("do", ProfileProblem.MALFORMED, "do", word.get(), FIRST);
            }
            List<String> approvers = section.allParsed(
                    "approve",
                    key -> Optional.ofNullable(officers.get(key)).map(CeremonyFile.Officer::key),
                    new Detail("コンソールで承認する担当職員", "an officer who approves at the console"));
            word.flatMap(w -> act(w, section)).ifPresent(act -> steps.add(new CeremonyStep(number, act, approvers)));
        }
        return steps;
    }

    private Optional<CeremonyStep.Act> act(Word word, TomlSection section) {
        return switch (word) {
            case FOUND -> Optional.of(new CeremonyStep.Found());
            case PROFILE -> reader.profile(section, "profile").map(CeremonyStep.PutProfile::new);
            case KEY ->
                ca(section, "ca", ca -> {
                    keys.add(ca.id());
                    return new CeremonyStep.MakeKey(ca);
                });
            case SELF_SIGN ->
                ca(section, "ca", ca -> {
                    require(section, keys, ca);
                    certified.add(ca.id());
                    return new CeremonyStep.SelfSign(ca);
                });
            case CERTIFY -> certify(section);
            case ROLL_OVER -> {
                Optional<CertificateProfile> link = reader.profile(section, "link");
                yield link.flatMap(profile -> ca(section, "ca", ca -> {
                    require(section, keys, ca);
                    return new CeremonyStep.RollOver(ca, profile);
                }));
            }
            case RECEIVE -> receive(section);
            case CROSS_CERTIFY -> cross(section);
            case CRL ->
                ca(section, "ca", ca -> {
                    requireCertified(section, ca);
                    return new CeremonyStep.MakeCrl(ca);
                });
        };
    }

    private Optional<CeremonyStep.Act> ca(TomlSection section, String key, Function<CeremonyCa, CeremonyStep.Act> act) {
        return reader.authority(section, key).map(act);
    }

    private static void require(TomlSection section, Set<Id> made, CeremonyCa ca) {
        if (!made.contains(ca.id())) {
            section.fault("ca", ProfileProblem.MALFORMED, "ca", ca.key(), EARLIER);
        }
    }

    /// Of an installation that stands, CAs may have had their certificates before this ceremony.
    private void requireCertified(TomlSection section, CeremonyCa ca) {
        if (founds) {
            require(section, certified, ca);
        }
    }

    private Optional<CeremonyStep.Act> certify(TomlSection section) {
        Optional<CeremonyCa> by = reader.authority(section, "by");
        by.ifPresent(ca -> requireCertified(section, ca));
        return by.flatMap(signing -> ca(section, "ca", ca -> {
            require(section, keys, ca);
            certified.add(ca.id());
            return new CeremonyStep.Certify(ca, signing);
        }));
    }

    private Optional<CeremonyStep.Act> cross(TomlSection section) {
        Optional<CeremonyCa> by = reader.authority(section, "by");
        by.ifPresent(ca -> requireCertified(section, ca));
        Optional<Id> caseId = CeremonyReader.id(section, "case");
        String file = CeremonyReader.needed(section, "request");
        Optional<Bytes> request = section.parsed("request", this::request, REQUEST);
        Optional<Certificate> own = section.parsed("certificate", this::certificate, CERTIFICATE);
        Optional<CertificateProfile> profile = reader.profile(section, "profile");
        return by.isEmpty() || caseId.isEmpty() || request.isEmpty() || own.isEmpty() || profile.isEmpty()
                ? Optional.empty()
                : Optional.of(new CeremonyStep.CrossCertify(
                        by.get(), caseId.get(), request.get(), own.get(), reader.path(file), profile.get()));
    }

    /// The key was made before, mostly in an earlier ceremony, for the outside CA has seen its request.
    private Optional<CeremonyStep.Act> receive(TomlSection section) {
        List.of("request", "certificate", "issuer").forEach(section::neededText);
        Optional<Bytes> request = section.parsed("request", this::request, REQUEST);
        Optional<Certificate> received = section.parsed("certificate", this::certificate, CERTIFICATE);
        Optional<Certificate> issuer = section.parsed("issuer", this::certificate, CERTIFICATE);
        Optional<CeremonyCa> ca = reader.authority(section, "ca");
        if (request.isEmpty() || received.isEmpty() || issuer.isEmpty() || ca.isEmpty()) {
            return Optional.empty();
        }
        certified.add(ca.get().id());
        return Optional.of(new CeremonyStep.Receive(ca.get(), request.get(), received.get(), issuer.get()));
    }

    private Optional<Bytes> request(String file) {
        return der(file)
                .flatMap(der -> CertificationRequest.parse(der).toOptional())
                .filter(CertificationRequest::verifiesItself)
                .map(CertificationRequest::der);
    }

    private Optional<Certificate> certificate(String file) {
        return der(file).flatMap(der -> Certificate.parse(der).toOptional());
    }

    /// The first structure of a file in PEM or DER.
    private Optional<Bytes> der(String file) {
        return reader.octets(file)
                .flatMap(octets -> Pem.decode(octets).toOptional())
                .filter(blocks -> !blocks.isEmpty())
                .map(blocks -> blocks.getFirst().content());
    }
}
