package kakehashi.platform;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.collection.CollectPlan;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.keys.TokenUri;
import kakehashi.ledger.Witness;
import kakehashi.repository.InstallationPin;
import kakehashi.repository.OutsideDirectory;
import kakehashi.repository.Repository;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.web.ConnectionShare;
import kakehashi.web.TrustedProxies;
import kakehashi.web.Words;
import kakehashi.x509.Certificate;

/// What `kakehashi serve` is configured with: the values of one TOML file, read and checked. `kakehashi config
/// example` prints one with all that there is.
///
/// @param mode how strict it is
/// @param processes how many processes `serve --all` makes
/// @param vault the vault's zone; empty where this machine has none, or where another zone asked
/// @param relying the public zone; empty where this machine has none, or where another zone asked
public record Configuration(Mode mode, Processes processes, Optional<Vault> vault, Optional<Relying> relying) {
    /// How strict it is.
    public enum Mode {
        /// Real certificates: what would be careless is refused.
        PRODUCTION,
        /// Trials with certificates that nobody relies on.
        TRIAL
    }

    /// How many processes `serve --all` makes.
    public enum Processes {
        /// One for each zone.
        EACH_ZONE,
        /// One for all. Refused in production: a fault of the public server would reach the CA's keys.
        ONE
    }

    /// The vault's zone.
    ///
    /// @param home the home that a ceremony made
    /// @param unlock how its keys are opened
    /// @param workers how many threads examine and sign
    /// @param environment of the child that `serve --all` starts
    /// @param housekeeping what it does each night, and where its figures are
    public record Vault(
            Path home, Unlock unlock, int workers, Map<String, String> environment, Housekeeping housekeeping) {
        /// With the usual housekeeping.
        public Vault(Path home, Unlock unlock, int workers, Map<String, String> environment) {
            this(home, unlock, workers, environment, Housekeeping.USUAL);
        }
    }

    /// What the vault does each night, and where its figures are. Times are by the clock of Japan.
    ///
    /// @param auditReview when chain and audit trees are looked through; empty when they are not
    /// @param tidy when files that nobody needs any more are taken out of the feed; empty when they are not
    /// @param backup the backup of each night; empty without one
    /// @param figures the file into which figures are written; empty for `figures.prom` in the home
    /// @param witnesses who is asked to cosign checkpoints of the audit trees
    public record Housekeeping(
            Optional<LocalTime> auditReview,
            Optional<LocalTime> tidy,
            Optional<BackupPlan> backup,
            Optional<Path> figures,
            List<Witness> witnesses) {
        /// The feed tidied at one, the review at two, no backup.
        public static final Housekeeping USUAL = new Housekeeping(
                Optional.of(LocalTime.of(2, 0)),
                Optional.of(LocalTime.of(1, 0)),
                Optional.empty(),
                Optional.empty(),
                List.of());

        /// Keeps its own list.
        public Housekeeping {
            witnesses = List.copyOf(witnesses);
        }
    }

    /// The backup of each night.
    ///
    /// @param at when
    /// @param folder into which it is written, such as one of a NAS
    /// @param keep how many are kept
    public record BackupPlan(LocalTime at, Path folder, int keep) {}

    /// The nightly comparison of the outside directories with what is published.
    ///
    /// @param at when, by the clock of Japan
    /// @param what whether differences are mended
    public record DirectoryReview(LocalTime at, Repository.Reconciliation what) {}

    /// How the vault's keys are opened at a start.
    public sealed interface Unlock {
        /// By custodians who come to the socket in the home; a hardware token by the PIN file of the home's
        /// settings.
        ///
        /// @param longest how long they are awaited
        record Custodians(Duration longest) implements Unlock {}

        /// By a file with the passphrase or PIN.
        record SecretFile(Path file) implements Unlock {}
    }

    /// The public zone.
    ///
    /// @param node where this node's data are, and whose they are
    /// @param feed how the vault's feed is reached
    /// @param token what keeps this node's keys
    /// @param doors where it listens
    /// @param answers what relying parties are answered with
    /// @param directories into which it publishes too
    /// @param collect what it collects of other domains
    /// @param environment of the child that `serve --all` starts
    /// @param reconcile when directories are compared with what is published; empty when they are not
    public record Relying(
            Node node,
            FeedPlace feed,
            KeyPlace token,
            Doors doors,
            Answers answers,
            List<OutsideDirectory> directories,
            Optional<CollectPlan> collect,
            Map<String, String> environment,
            Optional<DirectoryReview> reconcile) {}

    /// A public node.
    ///
    /// @param folder its own folder
    /// @param pin the installation that it belongs to
    /// @param name of the site
    /// @param subtitle of the site
    public record Node(Path folder, InstallationPin pin, Words name, Words subtitle) {}

    /// How the vault's feed is reached.
    public sealed interface FeedPlace {
        /// A PostgreSQL that somebody else runs.
        ///
        /// @param roots trust anchors of its TLS; empty for a loopback address
        /// @param password a file of mode 0600
        record Server(String host, int port, String database, Optional<Path> roots, Path password)
                implements FeedPlace {}

        /// Other public nodes, one asked after the other.
        record Nodes(List<String> urls) implements FeedPlace {
            /// Keeps its own list.
            public Nodes {
                urls = List.copyOf(urls);
            }
        }

        /// The server of a vault's home on the same machine, run by the vault's process.
        record OfHome(Path server) implements FeedPlace {}
    }

    /// What keeps the keys of a public node.
    public sealed interface KeyPlace {
        /// A hardware token.
        record Hardware(TokenUri uri) implements KeyPlace {}

        /// A sealed file.
        record SealedFile(Path file, Path passphrase) implements KeyPlace {}
    }

    /// Where a public node listens.
    ///
    /// @param http plain HTTP
    /// @param tls HTTPS
    /// @param ldap LDAP
    /// @param figures probes and figures
    /// @param proxies whose word about the client counts
    /// @param shares how many connections one address may have
    public record Doors(
            InetSocketAddress http,
            Optional<Tls> tls,
            Optional<InetSocketAddress> ldap,
            Optional<InetSocketAddress> figures,
            TrustedProxies proxies,
            Shares shares) {}

    /// How many connections one address may have at once.
    ///
    /// @param http at each port of HTTP
    /// @param ldap at the port of LDAP
    public record Shares(ConnectionShare http, ConnectionShare ldap) {}

    /// HTTPS.
    ///
    /// @param listen where it listens
    /// @param address how the world calls it, such as `https://pki.example.go.jp`
    /// @param certificates PEM, the server's first; read again when it changes
    /// @param key PEM (PKCS#8), mode 0600
    public record Tls(InetSocketAddress listen, String address, Path certificates, Path key) {}

    /// What relying parties are answered with.
    ///
    /// @param responders who answers OCSP
    /// @param server the certificate of the validation server
    /// @param above the certificates above it
    /// @param further its certificates for keys of other kinds, for clients of SCVP that ask for another algorithm
    /// @param policies the relying-party policies of the start, the default first
    /// @param options what the doors take, and how OCSP answers where there is a choice
    /// @param renewal by what the server's certificate is renewed by itself; empty when an operator sees to it
    public record Answers(
            List<Responder> responders,
            Certificate server,
            List<Certificate> above,
            List<Certificate> further,
            List<RelyingPartyPolicy> policies,
            DoorOptions options,
            Optional<Renewal> renewal) {}

    /// Who answers OCSP for a CA.
    ///
    /// @param ca the CA's certificate
    /// @param certificate the file of the responder's certificate; read again when it grows old
    /// @param first what it holds now
    /// @param renewal by what it has its certificate renewed by itself; empty when an operator sees to it
    public record Responder(Certificate ca, Path certificate, Certificate first, Optional<Renewal> renewal) {}

    /// By what the certificate of a responder's or the server's key is renewed (docs/adr/0026).
    ///
    /// @param authorisation the standing authorisation
    /// @param profile digest of the profile that it names
    public record Renewal(Id authorisation, Digest profile) {}
}
