package kakehashi.authority;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import kakehashi.contract.Id;
import kakehashi.keys.KeyKind;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.Publication;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// What the officers approve about a CA when they have its key made: the kind of key, the signature algorithm,
/// where it publishes, how its CRLs are cut and how often they come. A reviewable text (TOML), the `parameters` of
/// [kakehashi.contract.CaBody.Key].
///
/// @param called how the CA is called
/// @param key the kind of key
/// @param algorithm the algorithm of its signatures
/// @param publication where certificates and CRLs are found
/// @param shards into how many CRLs the end entities' revocations are cut; 1 is one full CRL
/// @param schedule how often a CRL comes and how long two overlap
/// @param token the token in which its keys are made, as the home calls it; empty for the installation's own
public record AuthoritySettings(
        Called called,
        KeyKind key,
        SignatureAlgorithm algorithm,
        Publication publication,
        int shards,
        CrlTimes schedule,
        Optional<String> token) {
    /// How the CA is called: by people, and in the requests that its keys sign.
    ///
    /// @param name its name for people
    /// @param subject the subject of its requests; by default a common name with its name for people
    public record Called(String name, Name subject) {
        private static Called of(String name, Optional<Name> subject) {
            return new Called(name, subject.orElseGet(() -> Name.of("CN=" + escape(name))));
        }

        private static String escape(String name) {
            return name.replaceAll("([,+\"\\\\<>;=#])", "\\\\$1");
        }
    }

    /// How often a CRL comes, how much longer it is valid, how often a delta comes between two of them, and what
    /// becomes of certificates that expired.
    public record CrlTimes(Duration period, Duration overlap, Optional<Duration> deltas, Expired expired) {
        private Publication.Deltas words() {
            return deltas.isPresent() ? Publication.Deltas.SCHEDULED : Publication.Deltas.BY_ORDER;
        }
    }

    /// What becomes of a revoked certificate that has expired.
    public enum Expired {
        /// It is on one regular list more (RFC 5280 §3.3).
        LEAVES,
        /// It stays on every list, which says since when (`expiredCertsOnCRL`, X.509).
        STAYS
    }

    /// What a token's name is.
    public static final ProfileFault.Detail TOKEN_NAME =
            new ProfileFault.Detail("英小文字・数字・ハイフン 32 字以内", "32 lower-case letters, digits and dashes at most");

    private static final ProfileFault.Detail NAME =
            new ProfileFault.Detail("CN=…,O=…,C=JP の形の名前", "a name such as CN=…,O=…,C=JP");
    private static final int MOST_HOURS = 24 * 400;

    /// The most lists that one CRL number may have: an outcome names each, and a list in a statement has 255
    /// members.
    static final int MOST_LISTS = 255;

    /// The most shards: under four keys, the list of CAs beside them, they are within [#MOST_LISTS].
    public static final int MOST_SHARDS = 62;
    private static final Map<String, KeyKind> KEYS = Arrays.stream(KeyKind.values())
            .collect(Collectors.toMap(k -> k.name().replace('_', '-'), k -> k));
    private static final Map<String, Expired> EXPIRED = Map.of("leaves", Expired.LEAVES, "stays", Expired.STAYS);
    private static final Map<String, SignatureAlgorithm> ALGORITHMS = Arrays.stream(SignatureAlgorithm.values())
            .collect(Collectors.toMap(SignatureAlgorithm::label, Function.identity()));

    /// What reading a text answers.
    public sealed interface Reading {
        /// The settings.
        record Read(AuthoritySettings settings) implements Reading {}

        /// All that is wrong with the text.
        record Faulty(List<ProfileFault> faults) implements Reading {}

        /// The settings, for a text that was read before.
        ///
        /// @throws IllegalArgumentException when it has faults
        default AuthoritySettings orElseThrow() {
            return switch (this) {
                case Read(AuthoritySettings settings) -> settings;
                case Faulty(List<ProfileFault> faults) -> throw new IllegalArgumentException(faults.toString());
            };
        }
    }

    /// Reads a text. Unknown keys, wrong types and a key that does not fit the algorithm are faults, told together.
    public static Reading read(Bytes text) {
        List<ProfileFault> faults = new ArrayList<>();
        Optional<TomlSection> root = TomlText.read(text, faults);
        Optional<AuthoritySettings> settings = root.flatMap(AuthoritySettings::read);
        root.ifPresent(TomlSection::refuseUnknownKeys);
        return faults.isEmpty() && settings.isPresent() ? new Reading.Read(settings.get()) : new Reading.Faulty(faults);
    }

    private static Optional<AuthoritySettings> read(TomlSection root) {
        Optional<String> name = root.neededText("name");
        Optional<KeyKind> key = root.neededWord("key", KEYS);
        Optional<SignatureAlgorithm> algorithm = root.neededWord("signature", ALGORITHMS);
        int shards = root.number("shards", 1, MOST_SHARDS).orElse(1);
        CrlTimes times = times(root.neededSection("crl"));
        Optional<Publication> publication = publication(root.neededSection("publication"), times.words());
        if (key.isEmpty() || algorithm.isEmpty() || name.isEmpty() || publication.isEmpty()) {
            return Optional.empty();
        }
        if (!key.get().fits(algorithm.get())) {
            root.fault(
                    "signature",
                    ProfileProblem.MALFORMED,
                    "signature",
                    algorithm.get().label(),
                    key.get().name());
            return Optional.empty();
        }
        Optional<Name> subject = root.parsed("subject", AuthoritySettings::name, NAME);
        Optional<String> token = root.parsed("token", AuthoritySettings::tokenName, TOKEN_NAME);
        Called called = Called.of(name.get(), subject);
        return Optional.of(
                new AuthoritySettings(called, key.get(), algorithm.get(), publication.get(), shards, times, token));
    }

    /// Deltas come more often than complete lists.
    private static CrlTimes times(TomlSection crl) {
        int period = crl.number("period-hours", 1, MOST_HOURS).orElse(24);
        int overlap = crl.number("overlap-hours", 0, MOST_HOURS).orElse(24);
        OptionalInt delta = crl.number("delta-hours", 1, Math.max(1, period - 1));
        Expired expired = crl.word("expired", EXPIRED, Expired.LEAVES);
        Optional<Duration> deltas = delta.stream().mapToObj(Duration::ofHours).findFirst();
        return new CrlTimes(Duration.ofHours(period), Duration.ofHours(overlap), deltas, expired);
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(Name.of(text)).filter(name -> !name.equals(Name.EMPTY));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The CA's name for people.
    public String name() {
        return called.name();
    }

    /// How many lists come under each of the CA's keys: one for each shard, and that of CAs.
    int listsOfKey() {
        return shards + 1;
    }

    /// A token's name: lower-case letters, digits and dashes, 32 at most; empty for anything else.
    public static Optional<String> tokenName(String text) {
        return Optional.of(text).filter(name -> name.matches("[a-z0-9][a-z0-9-]{0,31}"));
    }

    private static Optional<Publication> publication(TomlSection places, Publication.Deltas deltas) {
        try {
            return Optional.of(new Publication(places.text("http"), places.text("ldap"), places.text("ocsp"), deltas));
        } catch (IllegalArgumentException e) {
            places.fault("http", ProfileProblem.MALFORMED, "publication", e.getMessage(), "URI");
            return Optional.empty();
        }
    }

    /// The CA as certificates are prepared for it.
    public IssuingCa issuingCa(Id id, Certificate certificate) {
        return IssuingCa.of(id, certificate, algorithm, publication, shards);
    }
}
