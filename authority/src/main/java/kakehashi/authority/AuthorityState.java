package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.KeyChange;
import kakehashi.contract.KeysBody;
import kakehashi.contract.Position;
import kakehashi.contract.Rules;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// The chain of authority, folded: all that the vault decides by (docs/adr/0004). It is made of entries and of the
/// bytes that they name by digest, and of nothing else; no table is asked.
///
/// One thread folds and decides. [#officers] may be looked up by others.
public final class AuthorityState {
    /// A profile that was approved.
    public record KnownProfile(Id id, CertificateProfile profile, Effect.InForce inForce) {}

    /// A relying-party policy in force, or one that was.
    public record KnownPolicy(Digest digest, Bytes bytes, Effect.InForce inForce) {}

    /// A pair that was published, or withdrawn.
    public record KnownPair(Digest digest, Effect.InForce inForce) {}

    /// A serial number of a CA.
    public record SerialKey(Id authority, SerialNumber serial) {}

    /// An intent whose signature was not recorded yet.
    public record OpenIntent(Effect.Intended intended, Position position, Instant at) {}

    private final OfficerRegister officers = new OfficerRegister();
    private final OrderRegister orders = new OrderRegister();
    private final AuthorisationRegister authorisations = new AuthorisationRegister();
    private final Map<Id, Issuer> issuers = new LinkedHashMap<>();
    private final IntentRegister intents = new IntentRegister();
    private final Map<Digest, KnownProfile> profiles = new LinkedHashMap<>();
    private final Map<Id, KnownPolicy> policies = new LinkedHashMap<>();
    private final Map<Id, KnownPair> pairs = new LinkedHashMap<>();
    private final Set<Digest> erased = new HashSet<>();
    private final AloneCount alone = new AloneCount();
    private final BurntCount burnt = new BurntCount();
    private final TreeCuts cuts = new TreeCuts();
    private final NodeRegister nodes = new NodeRegister();
    private final Function<Digest, Bytes> documents;
    private final Digest installation;
    private final Genesis genesis;
    private final RuleHistory rules;
    private final KeyHistory keys;
    private Position head;
    private long epoch;
    private Instant at;
    private long batch;
    private Position lastBatch = new Position(0, FeedMaker.NONE);

    /// The state of a chain that has its genesis entry and nothing more.
    ///
    /// @param entry the genesis entry
    /// @param documents the bytes behind a digest, compared with it; it fails when they are not there
    public AuthorityState(Genesis genesis, Entry entry, Function<Digest, Bytes> documents) {
        this.genesis = genesis;
        this.documents = documents;
        this.installation = entry.digest();
        this.rules = new RuleHistory(genesis.rules());
        this.keys = new KeyHistory(genesis.keys());
        genesis.officers().forEach(officers::put);
        advance(entry, installation);
        entry.effects().forEach(effect -> apply(effect, head, entry.at()));
    }

    /// Folds an entry that was checked to be the next one.
    public void apply(Entry entry) {
        apply(entry, entry.digest());
    }

    /// Folds an entry whose digest the caller knows.
    public void apply(Entry entry, Digest digest) {
        advance(entry, digest);
        if (entry.cause() instanceof Entry.Cause.Order cause) {
            orders.cite(entry.index(), cause);
        }
        for (Effect effect : entry.effects()) {
            apply(effect, head, entry.at());
        }
        if (entry.cause() instanceof Entry.Cause.Ceremony) {
            // Custodians have looked; what they close is no loop of crashes.
            burnt.clear();
        }
    }

    /// Folds the effects that a snapshot stands for, and puts the head where it was.
    void restore(List<Effect> effects, Position position, long newEpoch, Instant time) {
        head = position;
        epoch = newEpoch;
        at = time;
        effects.forEach(effect -> apply(effect, position, time));
    }

    /// The effects that make anew what is small, in the place of those of the whole chain; and nothing of open
    /// intents, settled orders and revocations, which go as they lie.
    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>(officers.effects());
        if (!rules().equals(genesis.rules())) {
            effects.add(new Effect.Rules(Digest.of(rules().der())));
        }
        effects.addAll(keys.effects());
        profiles.forEach((digest, known) -> effects.add(new Effect.Profile(known.id(), digest, known.inForce())));
        policies.forEach((id, known) -> effects.add(new Effect.Policy(id, known.digest(), known.inForce())));
        pairs.forEach((id, known) -> effects.add(new Effect.Pair(id, known.digest(), known.inForce())));
        effects.addAll(authorisations.effects());
        issuers.values().forEach(issuer -> effects.addAll(issuer.effects()));
        erased.forEach(digest -> effects.add(new Effect.Erased(digest)));
        effects.addAll(alone.effects(at));
        effects.addAll(cuts.effects());
        return effects;
    }

    void writeOpen(Consumer<Bytes> sink) {
        nodes.write(sink);
        rules.write(sink);
        intents.written(effect -> StateSnapshot.carrier(this, List.of(effect))).forEach(sink);
    }

    void readOpen(ByteBuffer octets) {
        nodes.read(octets);
        rules.read(octets);
        while (octets.hasRemaining()) {
            IntentRegister.read(octets).forEach(intents::open);
        }
    }

    private void advance(Entry entry, Digest digest) {
        head = new Position(entry.index(), digest);
        epoch = entry.epoch();
        at = entry.at();
    }

    private void apply(Effect effect, Position where, Instant when) {
        switch (effect) {
            case Effect.OrderSettled settled -> orders.settle(settled);
            case Effect.Officer(var officer) -> officers.put(officer);
            case Effect.OfficerEnded(Id officer) -> officers.end(officer);
            case Effect.CredentialEnded(Id credential) -> officers.endCredential(credential);
            case Effect.Profile(Id id, Digest digest, Effect.InForce inForce) -> put(id, digest, inForce);
            case Effect.Policy(Id id, Digest digest, Effect.InForce inForce) ->
                policies.put(id, new KnownPolicy(digest, documents.apply(digest), inForce));
            case Effect.Rules(Digest digest) -> {
                rules.change(Rules.parse(documents.apply(digest)).orElseThrow(), when);
                burnt.clear();
            }
            case Effect.Keys(Digest digest) -> change(digest, where);
            case Effect.Authorisation(var granted) -> authorisations.grant(granted);
            case Effect.AuthorisationUsed used -> authorisations.use(used, when);
            case Effect.AuthorisationStopped(Id id) -> authorisations.stop(id);
            case Effect.Intended intended -> intents.open(new OpenIntent(intended, where, when));
            case Effect.Issued issued -> issued(issued);
            case Effect.Burnt closed -> {
                burn(closed);
                burnt.add(when);
            }
            case Effect.Revoked revoked -> issuer(revoked.authority()).apply(revoked);
            case Effect.Held held -> issuer(held.authority()).apply(held);
            case Effect.Released released -> issuer(released.authority()).apply(released);
            case Effect.CrlIntended crl -> issuer(crl.authority()).useCrlNumber(crl.number());
            case Effect.CrlIssued crl -> issuer(crl.authority()).crlIssued(crl.number(), crl.kind(), when);
            case Effect.Authority(Id id, Digest digest, Effect.InForce inForce) -> certify(id, digest, inForce);
            case Effect.AuthorityKey made -> key(made);
            case Effect.Pair(Id id, Digest digest, Effect.InForce inForce) ->
                pairs.put(id, new KnownPair(digest, inForce));
            case Effect.Erased(Digest digest) -> erased.add(digest);
            case Effect.Node(Id node) -> nodes.takesOver(node, where);
            case Effect.TreeCut cut -> cuts.add(cut, where.index());
            case Effect.Alone(Id officer, long count) -> alone.add(officer, count, when);
            case Effect.Batch(long number, Instant time) -> batch = number;
        }
    }

    private void put(Id id, Digest digest, Effect.InForce inForce) {
        if (inForce == Effect.InForce.YES) {
            // One profile is in force under an id: the newest.
            profiles.replaceAll((other, known) ->
                    known.id().equals(id) ? new KnownProfile(id, known.profile(), Effect.InForce.NO) : known);
        }
        KnownProfile known = profiles.get(digest);
        CertificateProfile profile = known != null
                ? known.profile()
                : CertificateProfile.read(documents.apply(digest)).orElseThrow();
        profiles.put(digest, new KnownProfile(id, profile, inForce));
    }

    private void change(Digest digest, Position where) {
        KeysBody body = KeysBody.parse(documents.apply(digest)).orElseThrow();
        keys.change(digest, KeyChange.parse(body.change()).orElseThrow(), where.index());
    }

    private void issued(Effect.Issued issued) {
        intents.issued(issued.authority(), issued.serial())
                .map(OpenIntent::intended)
                .ifPresent(intended -> orders.issued(intended.order(), (int) intended.item(), issued.certificate()));
    }

    private void burn(Effect.Burnt burnt) {
        intents.close(burnt.authority(), burnt.serial()).ifPresent(intent -> {
            issuer(burnt.authority()).burn(intent.intended(), intent.at());
            orders.burnt(intent.intended().order());
        });
    }

    private void key(Effect.AuthorityKey made) {
        AuthoritySettings settings =
                AuthoritySettings.read(documents.apply(made.parameters())).orElseThrow();
        Issuer known = issuers.get(made.authority());
        if (known == null) {
            Issuer issuer = new Issuer(made.authority(), settings, made.key());
            issuer.parameters(made.parameters());
            issuers.put(made.authority(), issuer);
        } else {
            known.rekey(settings, made.key());
            known.parameters(made.parameters());
        }
    }

    private void certify(Id id, Digest digest, Effect.InForce inForce) {
        Certificate certificate = Certificate.parse(documents.apply(digest)).orElseThrow();
        issuer(id).certify(certificate, inForce);
    }

    private Issuer issuer(Id id) {
        Issuer issuer = issuers.get(id);
        if (issuer == null) {
            throw new IllegalStateException("the chain names a CA that it never made: " + id);
        }
        return issuer;
    }

    /// The node in charge: the one of the last takeover.
    public Id inCharge() {
        return nodes.inCharge();
    }

    /// By which the installation is known: the digest of the genesis entry.
    public Digest installation() {
        return installation;
    }

    /// What the installation was founded with.
    public Genesis genesis() {
        return genesis;
    }

    /// The officers. Others may look them up too.
    public OfficerRegister officers() {
        return officers;
    }

    AloneCount alone() {
        return alone;
    }

    /// The numbers that certificates were intended under. Others may ask it too.
    public KeyFilter numbers() {
        return intents.numbers();
    }

    /// The keys that were certified: for each there is a row with the certificate. Others may ask it too.
    public KeyFilter certifiedKeys() {
        return intents.certifiedKeys();
    }

    /// Where audit trees were cut.
    public TreeCuts cuts() {
        return cuts;
    }

    /// Serial numbers that were burnt lately.
    public BurntCount burnt() {
        return burnt;
    }

    /// The orders that were begun or settled.
    public OrderRegister orders() {
        return orders;
    }

    /// The standing authorisations.
    public AuthorisationRegister authorisations() {
        return authorisations;
    }

    /// The rules in force. Others may ask too.
    public Rules rules() {
        return rules.inForce();
    }

    List<Rules> rulesSince(Instant madeAt) {
        return rules.since(madeAt);
    }

    /// The installation's own keys, and those that were changed for them.
    public KeyHistory keys() {
        return keys;
    }

    /// Number and digest of the last batch of the feed, as its maker says.
    public Position lastBatch() {
        return lastBatch;
    }

    void lastBatch(Position last) {
        lastBatch = last;
    }

    /// Index and digest of the last entry.
    public Position head() {
        return head;
    }

    /// The fencing epoch of the last entry.
    public long epoch() {
        return epoch;
    }

    /// The time of the last entry.
    public Instant at() {
        return at;
    }

    /// The number of the last batch; 0 before the first.
    public long batch() {
        return batch;
    }

    /// The CA with this id; empty when the chain made none.
    public Optional<Issuer> find(Id authority) {
        return Optional.ofNullable(issuers.get(authority));
    }

    /// All CAs, in the order of their making.
    public List<Issuer> issuers() {
        return List.copyOf(issuers.values());
    }

    /// The intents whose signatures were not recorded yet, the oldest first.
    public List<OpenIntent> openIntents() {
        return intents.all();
    }

    /// The open intent of a serial number, which there must be.
    public OpenIntent openIntent(Id authority, SerialNumber serial) {
        return intents.find(authority, serial)
                .orElseThrow(() -> new IllegalStateException("the chain closes an intent that is not open"));
    }

    /// Whether a serial number has an intent whose signature was not recorded yet.
    public boolean isOpen(Id authority, SerialNumber serial) {
        return intents.find(authority, serial).isPresent();
    }

    Optional<KnownProfile> profile(Digest digest) {
        return Optional.ofNullable(profiles.get(digest));
    }

    /// All profiles by their bytes' digest, those no longer in force too.
    public Map<Digest, KnownProfile> profiles() {
        return Collections.unmodifiableMap(profiles);
    }

    /// All relying-party policies, those no longer in force too.
    public Map<Id, KnownPolicy> policies() {
        return Collections.unmodifiableMap(policies);
    }

    /// All cross-certificate pairs, those withdrawn too.
    public Map<Id, KnownPair> pairs() {
        return Collections.unmodifiableMap(pairs);
    }

    /// What was erased by order, by the digest of its bytes.
    public Set<Digest> erased() {
        return Collections.unmodifiableSet(erased);
    }
}
