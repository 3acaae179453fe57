package kakehashi.ceremony;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Credential;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Keys;
import kakehashi.contract.Officer;
import kakehashi.contract.Salt;
import kakehashi.contract.Signed;
import kakehashi.issuing.CeremonyDoor;
import kakehashi.issuing.Founding;
import kakehashi.issuing.VaultParts;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The first step of an installation: its keys, genesis, and the signatures of custodians and officers under it.
final class CeremonyFounding {
    private static final String GENESIS = "genesis.der";
    private static final String NAMES = "names.tsv";

    private final CeremonyFile file;
    private final CeremonyFile.Founded founded;
    private final VaultParts parts;
    private final CeremonyLog log;
    private final CeremonyTable table;

    CeremonyFounding(CeremonyFile file, VaultParts parts, CeremonyLog log, CeremonyTable table) {
        this.file = file;
        this.founded = file.founding().orElseThrow();
        this.parts = parts;
        this.log = log;
        this.table = table;
    }

    /// What genesis would be refused for, as far as the file itself says.
    static List<String> problems(CeremonyFile file, CeremonyFile.Founded founded) {
        List<String> problems = new ArrayList<>();
        for (CeremonyFile.Officer officer : file.officers()) {
            boolean excluded = founded.rules().exclusive().stream()
                    .anyMatch(pair -> officer.roles().contains(pair.one())
                            && officer.roles().contains(pair.other()));
            if (excluded) {
                problems.add(officer.key() + ": holds two roles that exclude each other");
            }
            if (officer.roles().isEmpty() || officer.credentials().isEmpty()) {
                problems.add(officer.key() + ": needs a role and a credential");
            }
        }
        return problems;
    }

    /// Founds the installation, or finds that it was founded before a break.
    ///
    /// @return why not; empty when it stands
    Optional<String> found() {
        if (table.installation().isPresent()) {
            return Optional.empty();
        }
        Optional<Genesis> earlier =
                log.file(GENESIS).map(der -> Genesis.parse(der).orElseThrow());
        Optional<Bytes> entry = earlier.flatMap(this::entryOf);
        if (entry.isPresent()) {
            table.founded(Digest.of(entry.get()), earlier.get(), entry.get());
            return Optional.empty();
        }
        List<SubjectPublicKeyInfo> custodians = new ArrayList<>();
        for (CeremonyFile.Custodian custodian : founded.custodians()) {
            Optional<SubjectPublicKeyInfo> key = table.key(custodian);
            if (key.isEmpty()) {
                return Optional.of("custodian " + custodian.key() + " did not show a key");
            }
            custodians.add(key.get());
        }
        Instant at = Ceremony.now(parts);
        Optional<List<Signed>> enrolments = enrolments(at);
        if (enrolments.isEmpty()) {
            return Optional.of("a credential was not enrolled");
        }
        Keys keys = Founding.makeKeys(parts.token(), custodians, founded.quorum());
        return sign(genesis(keys, enrolments.get(), at));
    }

    private Optional<Bytes> entryOf(Genesis genesis) {
        return new CeremonyDoor(parts).entryOf(genesis);
    }

    private Optional<List<Signed>> enrolments(Instant at) {
        List<Signed> enrolments = new ArrayList<>();
        for (CeremonyFile.Officer officer : file.officers()) {
            for (CeremonyFile.OfficerCredential credential : officer.credentials()) {
                Optional<Signed> signed = switch (credential) {
                    case CeremonyFile.Elsewhere(Bytes enrolment) ->
                        Signed.parse(enrolment).toOptional();
                    case CeremonyFile.AtConsole console -> table.enrol(officer, console, at);
                };
                if (signed.isEmpty()) {
                    return Optional.empty();
                }
                enrolments.add(signed.get());
            }
        }
        return Optional.of(enrolments);
    }

    private Genesis genesis(Keys keys, List<Signed> enrolments, Instant at) {
        byte[] nonce = new byte[Genesis.NONCE_OCTETS];
        new SecureRandom().nextBytes(nonce);
        List<Officer> officers = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        for (CeremonyFile.Officer officer : file.officers()) {
            byte[] chance = new byte[Salt.OCTETS];
            new SecureRandom().nextBytes(chance);
            Salt salt = new Salt(Bytes.wrap(chance));
            names.append(officer.officer() + "\t" + salt.octets() + "\t" + officer.name() + "\n");
            officers.add(new Officer(
                    officer.officer(),
                    officer.person(),
                    Officer.nameDigest(salt, officer.name()),
                    officer.roles(),
                    officer.scope(),
                    credentials(officer, enrolments),
                    officer.notAfter()));
        }
        log.keep(NAMES, CeremonyCa.utf8(names.toString()));
        List<Id> nodes = new ArrayList<>(List.of(parts.node()));
        nodes.addAll(founded.standby());
        return new Genesis(
                Bytes.wrap(nonce),
                founded.name(),
                founded.origin(),
                nodes,
                keys,
                founded.rules(),
                officers,
                enrolments.stream().map(Signed::der).toList(),
                at);
    }

    private static List<Credential> credentials(CeremonyFile.Officer officer, List<Signed> enrolments) {
        return enrolments.stream()
                .flatMap(signed -> Enrolment.parse(signed.statement()).toOptional().stream())
                .filter(enrolment -> enrolment.person().equals(officer.person()))
                .map(Enrolment::credential)
                .toList();
    }

    private Optional<String> sign(Genesis genesis) {
        List<CustodianSignature> signatures = new ArrayList<>();
        for (CeremonyFile.Custodian custodian : founded.custodians()) {
            table.sign(custodian, genesis).ifPresent(signatures::add);
        }
        if (signatures.size() < founded.quorum()) {
            return Optional.of("fewer custodians signed genesis than the quorum");
        }
        log.keep(GENESIS, genesis.der());
        return switch (Founding.found(parts, genesis, signatures)) {
            case Founding.Result.Refused(OrderRule rule, String detail) ->
                Optional.of("genesis was refused: " + rule + " " + detail);
            case Founding.Result.Founded(Bytes installation) -> {
                table.founded(
                        new Digest(installation), genesis, entryOf(genesis).orElseThrow());
                yield Optional.empty();
            }
        };
    }
}
