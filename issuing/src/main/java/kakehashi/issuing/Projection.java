package kakehashi.issuing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.authority.AuthorisationRegister;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Issuer;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.revocation.Revocation;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.jdbi.v3.core.Handle;

/// The fold of the chain as rows for people, and the comparison of such rows with it. Nothing is written for a
/// certificate that is issued.
final class Projection {
    record OfficerRow(Bytes officer, Bytes person, String roles, Instant notAfter, boolean inForce, Bytes statement) {}

    record ProfileRow(Bytes digest, Bytes profile, boolean inForce, Bytes bytes) {}

    record AuthorisationRow(Bytes authorisation, long left, boolean stopped, Bytes statement) {}

    record RevocationRow(Bytes authority, Bytes serial, String status, Instant at, int reason) {}

    record CrlNumberRow(Bytes authority, BigDecimal number) {}

    /// Rows to be written, and those of released certificates to be deleted.
    record Rows(
            List<OfficerRow> officers,
            List<ProfileRow> profiles,
            List<AuthorisationRow> authorisations,
            List<RevocationRow> revocations,
            List<AuthorityState.SerialKey> released,
            List<CrlNumberRow> crlNumbers) {}

    private final AuthorityState state;

    Projection(AuthorityState state) {
        this.state = state;
    }

    /// What effects touch that has a row.
    private static final class Touched {
        private final Set<Id> officers = new LinkedHashSet<>();
        private final Set<Id> profiles = new LinkedHashSet<>();
        private final Set<Id> authorisations = new LinkedHashSet<>();
        private final Set<AuthorityState.SerialKey> serials = new LinkedHashSet<>();
        private final Set<Id> crls = new LinkedHashSet<>();

        void by(Effect effect) {
            switch (effect) {
                case Effect.Officer(Officer officer) -> officers.add(officer.officer());
                case Effect.OfficerEnded(Id officer) -> officers.add(officer);
                case Effect.Profile profile -> profiles.add(profile.profile());
                case Effect.Authorisation(var granted) -> authorisations.add(granted.authorisation());
                case Effect.AuthorisationUsed used -> authorisations.add(used.authorisation());
                case Effect.AuthorisationStopped(Id id) -> authorisations.add(id);
                case Effect.Revoked e -> serials.add(new AuthorityState.SerialKey(e.authority(), e.serial()));
                case Effect.Held e -> serials.add(new AuthorityState.SerialKey(e.authority(), e.serial()));
                case Effect.Released e -> serials.add(new AuthorityState.SerialKey(e.authority(), e.serial()));
                case Effect.Burnt e -> serials.add(new AuthorityState.SerialKey(e.authority(), e.serial()));
                case Effect.CrlIntended crl -> crls.add(crl.authority());
                case Effect.CrlIssued crl -> crls.add(crl.authority());
                case Effect.OrderSettled e -> {}
                case Effect.CredentialEnded e -> {}
                case Effect.Policy e -> {}
                case Effect.Rules e -> {}
                case Effect.Keys e -> {}
                case Effect.Intended e -> {}
                case Effect.Issued e -> {}
                case Effect.Authority e -> {}
                case Effect.Pair e -> {}
                case Effect.Erased e -> {}
                case Effect.Node e -> {}
                case Effect.Alone e -> {}
                case Effect.Batch e -> {}
                case Effect.AuthorityKey e -> {}
            }
        }
    }

    /// The rows that these effects touched, as they are after them.
    Rows of(List<Effect> effects) {
        Touched touched = new Touched();
        effects.forEach(touched::by);
        return new Rows(
                touched.officers.stream().map(this::officer).toList(),
                touched.profiles.stream().flatMap(this::profiles).toList(),
                touched.authorisations.stream()
                        .map(id -> authorisation(state.authorisations().find(id).orElseThrow()))
                        .toList(),
                touched.serials.stream()
                        .map(this::revocation)
                        .flatMap(Optional::stream)
                        .toList(),
                touched.serials.stream()
                        .filter(key -> revocation(key).isEmpty())
                        .toList(),
                touched.crls.stream()
                        .map(id -> crlNumber(state.find(id).orElseThrow()))
                        .toList());
    }

    /// The rows of the officers of genesis.
    Rows ofGenesis() {
        return new Rows(
                state.officers().all().stream().map(this::officer).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private OfficerRow officer(Id id) {
        return officer(state.officers().known(id).orElseThrow());
    }

    private OfficerRow officer(Officer officer) {
        return new OfficerRow(
                officer.officer().octets(),
                officer.person().octets(),
                officer.roles().stream().map(Enum::name).collect(Collectors.joining(" ")),
                officer.notAfter(),
                !state.officers().isEnded(officer.officer()),
                officer.der());
    }

    /// All profiles that stand or stood under an id: a new one puts the others out of force.
    private Stream<ProfileRow> profiles(Id id) {
        return state.profiles().entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .map(entry -> profile(entry.getKey(), entry.getValue()));
    }

    private static ProfileRow profile(Digest digest, AuthorityState.KnownProfile known) {
        return new ProfileRow(
                digest.octets(),
                known.id().octets(),
                known.inForce() == Effect.InForce.YES,
                known.profile().text());
    }

    private static AuthorisationRow authorisation(AuthorisationRegister.Standing standing) {
        return new AuthorisationRow(
                standing.authorisation().authorisation().octets(),
                standing.left(),
                standing.isStopped(),
                standing.authorisation().der());
    }

    private Optional<RevocationRow> revocation(AuthorityState.SerialKey key) {
        return state.find(key.authority())
                .flatMap(issuer -> issuer.revocations().status(key.serial()))
                .map(status -> revocation(key.authority(), key.serial(), status));
    }

    private static RevocationRow revocation(Id authority, SerialNumber serial, Revocation status) {
        String word = switch (status.state()) {
            case HELD -> "held";
            case REVOKED -> "revoked";
            case BURNT -> "burnt";
        };
        return new RevocationRow(
                authority.octets(),
                serial.contents(),
                word,
                status.at(),
                status.reason().code());
    }

    private static CrlNumberRow crlNumber(Issuer issuer) {
        return new CrlNumberRow(issuer.id().octets(), new BigDecimal(issuer.crlNumber()));
    }

    /// Where rows differ from the fold, in a sentence; empty when they do not. All but revocations are few.
    Optional<String> differenceOfRegisters(Handle handle) {
        List<String> faults = new ArrayList<>();
        compare(
                "officers",
                state.officers().all().stream().map(this::officer).toList(),
                each -> ProjectionStore.eachOfficer(handle, each),
                faults);
        compare(
                "profiles",
                state.profiles().entrySet().stream()
                        .map(e -> profile(e.getKey(), e.getValue()))
                        .toList(),
                each -> ProjectionStore.eachProfile(handle, each),
                faults);
        compare(
                "authorisations",
                state.authorisations().all().values().stream()
                        .map(Projection::authorisation)
                        .toList(),
                each -> ProjectionStore.eachAuthorisation(handle, each),
                faults);
        compare(
                "crl_numbers",
                state.issuers().stream()
                        .filter(issuer -> issuer.crlNumber().signum() > 0)
                        .map(Projection::crlNumber)
                        .toList(),
                each -> ProjectionStore.eachCrlNumber(handle, each),
                faults);
        return faults.stream().findFirst();
    }

    private static <T> void compare(String table, List<T> expected, Consumer<Consumer<T>> stored, List<String> faults) {
        Set<T> missing = new HashSet<>(expected);
        stored.accept(row -> {
            if (!missing.remove(row)) {
                faults.add("a row of issuing." + table + " is not what the chain says");
            }
        });
        if (!missing.isEmpty()) {
            faults.add("a row of issuing." + table + " is missing");
        }
    }

    /// Where rows of revocations differ from the fold.
    Optional<String> differenceOfRevocations(Handle handle) {
        List<String> faults = new ArrayList<>();
        long[] count = {0};
        ProjectionStore.eachRevocation(handle, row -> {
            count[0]++;
            Id authority = new Id(row.authority());
            SerialNumber serial = new SerialNumber(row.serial());
            boolean same = revocation(new AuthorityState.SerialKey(authority, serial))
                    .filter(row::equals)
                    .isPresent();
            if (!same && faults.isEmpty()) {
                faults.add("a row of issuing.revocations is not what the chain says");
            }
        });
        long expected = state.issuers().stream()
                .mapToLong(issuer -> issuer.revocations().size())
                .sum();
        if (count[0] != expected) {
            faults.add("issuing.revocations has " + count[0] + " rows instead of " + expected);
        }
        return faults.stream().findFirst();
    }
}
