package kakehashi.ceremony;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Scope;
import kakehashi.profiles.ProfileFault;
import kakehashi.x509.Bytes;

/// A ceremony as it was reviewed: one text that says who is present, who the officers and custodians are, and what
/// is done in which order (docs/operations/ceremony.md).
///
/// A file that exists is sound: every name in it is known, and each step has what it needs from those before it.
///
/// @param text the file's octets, by whose digest it is known
/// @param heading what it is called and who is there
/// @param founding how the installation is founded; empty for a ceremony of one that stands
/// @param officers the officers who approve, and for a founding those who are registered
/// @param authorities the CAs that it is about
/// @param steps what is done
public record CeremonyFile(
        Bytes text,
        Heading heading,
        Optional<Founded> founding,
        List<Officer> officers,
        List<CeremonyCa> authorities,
        List<CeremonyStep> steps) {
    public CeremonyFile {
        officers = List.copyOf(officers);
        authorities = List.copyOf(authorities);
        steps = List.copyOf(steps);
    }

    /// The further tokens that settings of its CAs name.
    public Set<String> tokens() {
        return authorities.stream()
                .flatMap(ca -> ca.readSettings().token().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What the ceremony is called and who is there.
    public record Heading(String title, String place, List<Present> people) {
        public Heading {
            people = List.copyOf(people);
        }
    }

    /// Somebody who is present.
    ///
    /// @param part what he is there for, such as `witness`
    public record Present(String name, String part) {}

    /// How an installation is founded.
    ///
    /// @param name what people call it
    /// @param origin of its checkpoints
    /// @param quorum how many custodians it takes
    /// @param rules who has to approve what
    /// @param standby ids of further nodes, which may take over
    public record Founded(
            String name, String origin, List<Custodian> custodians, int quorum, Rules rules, List<Id> standby) {
        public Founded {
            standby = List.copyOf(standby);
            custodians = List.copyOf(custodians);
        }
    }

    /// A custodian: of a share of the vault's token, and of a key that signs what only custodians may.
    ///
    /// @param key how the file, and the token, call him
    /// @param token a sealed file with his key
    public record Custodian(String key, String name, Path token) {}

    /// An officer.
    ///
    /// @param key how the file calls him
    /// @param officer what the chain knows him by
    /// @param person whose office it is
    public record Officer(
            String key,
            String name,
            Id officer,
            Id person,
            List<Role> roles,
            Scope scope,
            List<OfficerCredential> credentials,
            Instant notAfter) {
        public Officer {
            roles = List.copyOf(roles);
            credentials = List.copyOf(credentials);
        }

        /// The credential with which he approves at the console.
        public Optional<AtConsole> approving() {
            return credentials.stream()
                    .filter(one -> one instanceof AtConsole)
                    .map(AtConsole.class::cast)
                    .filter(one -> one.use() == Credential.Use.APPROVAL)
                    .filter(one -> one.display() == Credential.Display.CLIENT)
                    .findFirst();
        }
    }

    /// With what an officer signs.
    public sealed interface OfficerCredential {}

    /// A credential that is at the console.
    ///
    /// @param credential what the file says of it
    /// @param token a sealed file with its key
    public record AtConsole(CeremonyCredential credential, Path token) implements OfficerCredential {
        /// What it is known by.
        public Id id() {
            return credential.id();
        }

        /// For what it signs.
        public Credential.Use use() {
            return credential.use();
        }

        /// Where its owner reads what he signs.
        public Credential.Display display() {
            return credential.display();
        }

        /// The WebAuthn credential id, when it signs as a passkey of the client.
        public Optional<Bytes> passkey() {
            return credential.passkey();
        }
    }

    /// A credential that was enrolled elsewhere, such as a passkey of a browser.
    ///
    /// @param enrolment the DER of a [kakehashi.contract.Signed] enrolment that names no installation
    public record Elsewhere(Bytes enrolment) implements OfficerCredential {}

    /// What reading a text answers.
    public sealed interface Reading {
        /// The ceremony.
        record Read(CeremonyFile file) implements Reading {}

        /// All that is wrong with the text.
        record Faulty(List<ProfileFault> faults) implements Reading {}
    }

    /// Reads a ceremony's text. All faults are told together.
    ///
    /// @param folder where files are that it names
    public static Reading read(Bytes text, Path folder) {
        return CeremonyReader.read(text, folder);
    }

    /// By what the ceremony is known.
    public Digest digest() {
        return Digest.of(text);
    }

    /// The officer of a key.
    public Optional<Officer> officer(String key) {
        return officers.stream().filter(one -> one.key().equals(key)).findFirst();
    }
}
