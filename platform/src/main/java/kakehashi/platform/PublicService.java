package kakehashi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.Collecting;
import kakehashi.collection.NodeFetch;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.CollectedMaterial;
import kakehashi.keys.TokenUnavailable;
import kakehashi.repository.FeedSource;
import kakehashi.repository.HttpFeedSource;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.web.BindFailed;
import kakehashi.web.Limits;
import kakehashi.web.TrustedProxies;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// The public zone as it is configured: its keys, its way to the feed, its doors.
final class PublicService implements Service {
    private final Configuration.Relying settings;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final PublicZone zone;

    private PublicService(Configuration.Relying settings, InstantSource clock) {
        this.settings = settings;
        try {
            OwnFolder.make(settings.node().folder());
            PublicToken token = kept(PublicToken.open(settings.token(), PublicToken.Missing.REFUSED));
            token.refuseKeysOf(authorities());
            FeedSource feed = feed(settings.feed());
            RepositorySettings repository = new RepositorySettings(
                    settings.node().pin(),
                    settings.node().folder(),
                    settings.doors().ldap(),
                    LdapLimits.DEFAULT.with(settings.doors().shares().ldap()),
                    settings.directories());
            Optional<Collecting> collecting = settings.collect().map(plan -> collecting(plan, clock));
            this.zone = kept(PublicZone.open(
                    new PublicParts(
                            repository,
                            feed,
                            answers(token, collecting),
                            site(collecting),
                            doors(),
                            desk(feed),
                            jobs()),
                    clock));
            collecting.ifPresent(from -> {
                from.measure(zone.metrics());
                from.start();
            });
            token.refuseKeysOf(published());
        } catch (RuntimeException e) {
            close();
            throw refusal(e);
        }
    }

    /// Opens it. It answers from its own disk at once, also while the database is away.
    ///
    /// @throws InputProblem when token, certificates or addresses do not let it
    static PublicService open(Configuration.Relying settings, InstantSource clock) {
        return new PublicService(settings, clock);
    }

    private static RuntimeException refusal(RuntimeException thrown) {
        return switch (thrown) {
            case BindFailed bind ->
                new InputProblem(
                        ExitCode.UNAVAILABLE,
                        "[public.http]",
                        new Phrase("アドレスを使えません: %s", "an address cannot be had: %s")
                                .with(bind.getCause().getMessage()),
                        new Phrase(
                                "ポートを使う他のプログラムと権限を確かめてください。",
                                "Look for another program at that port, and at the rights of this user."));
            case TokenUnavailable gone ->
                new InputProblem(
                        ExitCode.UNAVAILABLE,
                        "[public.token]",
                        new Phrase("鍵のトークンが応えません: %s", "the keys' token does not answer: %s").with(gone.getMessage()),
                        new Phrase("設定の [public.token] を確かめてください。", "Look at [public.token] of the configuration."));
            case IllegalArgumentException wrong ->
                new InputProblem(
                        ExitCode.MALFORMED,
                        "[[public.responder]]",
                        new Phrase("証明書を使えません: %s", "a certificate cannot be used: %s").with(wrong.getMessage()),
                        new Phrase(
                                "設定の [[public.responder]] を確かめてください。",
                                "Look at [[public.responder]] of the configuration."));
            default -> thrown;
        };
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.add(part);
        return part;
    }

    /// The CAs that the configuration names.
    private List<Certificate> authorities() {
        return Stream.concat(
                        settings.answers().responders().stream().map(Configuration.Responder::ca),
                        settings.answers().above().stream())
                .toList();
    }

    /// The CAs that the feed names.
    private List<Certificate> published() {
        return zone.repository().feed().authorities().stream()
                .flatMap(ca -> ca.certificates().stream())
                .toList();
    }

    private FeedSource feed(Configuration.FeedPlace place) {
        return switch (place) {
            case Configuration.FeedPlace.Nodes(List<String> urls) ->
                HttpFeedSource.at(urls, new NodeFetch(HttpFeedSource.MAX_OCTETS));
            case Configuration.FeedPlace.Server server -> ofDatabase(server);
            case Configuration.FeedPlace.OfHome home -> ofDatabase(home);
        };
    }

    private FeedSource ofDatabase(Configuration.FeedPlace place) {
        return kept(new DatabaseFeed(FeedAccess.of(place).orElseThrow()));
    }

    /// A node that follows others has no order book.
    private static Optional<RenewalDesk> desk(FeedSource feed) {
        return feed instanceof DatabaseFeed database ? Optional.of(new BookedRenewals(database)) : Optional.empty();
    }

    private Optional<PublicJobs> jobs() {
        return settings.reconcile()
                .flatMap(review -> FeedAccess.of(settings.feed()).map(database -> new PublicJobs(database, review)));
    }

    private PublicParts.Answers answers(PublicToken token, Optional<Collecting> collecting) {
        Configuration.Answers answers = settings.answers();
        List<PublicParts.Responder> responders = answers.responders().stream()
                .map(one -> new PublicParts.Responder(
                        one.ca(),
                        new ResponderCredential(token.signer(one.first()), one.first()),
                        next(one, token),
                        one.renewal().map(this::plan)))
                .toList();
        ServerCredential server = server(token, answers);
        return new PublicParts.Answers(
                answers.policies(),
                responders,
                server,
                collecting.<CollectedMaterial>map(Collecting::collected).orElseGet(NothingCollected::new),
                collecting.map(Collecting::onDemand),
                answers.options(),
                answers.renewal().map(this::plan));
    }

    /// The usual signer of SCVP and JSON, and beside it all others that SCVP may be asked for.
    private static ServerCredential server(PublicToken token, Configuration.Answers answers) {
        List<Certificate> above = answers.above();
        ServerCredential usual = new ServerCredential(token.signer(answers.server()), answers.server(), above);
        Stream<ServerCredential> further =
                answers.further().stream().map(one -> new ServerCredential(token.signer(one), one, above));
        Stream<ServerCredential> byOtherAlgorithms = Stream.concat(
                        Stream.of(answers.server()), answers.further().stream())
                .flatMap(one -> token.others(one).stream().map(signer -> new ServerCredential(signer, one, above)));
        return usual.with(Stream.concat(further, byOtherAlgorithms).toList());
    }

    private RenewalPlan plan(Configuration.Renewal renewal) {
        return new RenewalPlan(settings.node().pin().installation(), renewal.authorisation(), renewal.profile());
    }

    /// A responder's next certificate is laid into the file of the last; its key stands in the token before.
    private static CredentialSupplier next(Configuration.Responder responder, PublicToken token) {
        return (current, now) -> read(responder.certificate())
                .filter(certificate -> !certificate.equals(current.certificate()))
                .flatMap(certificate ->
                        token.find(certificate).map(signer -> new ResponderCredential(signer, certificate)));
    }

    private static Optional<Certificate> read(Path file) {
        try {
            return Pem.decode(Bytes.wrap(Files.readAllBytes(file))).toOptional().stream()
                    .flatMap(List::stream)
                    .flatMap(block -> Certificate.parse(block.content()).toOptional().stream())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Collecting collecting(CollectPlan plan, InstantSource clock) {
        Path folder = settings.node().folder().resolve("collected");
        OwnFolder.make(folder);
        return kept(new Collecting(new Collecting.Settings(plan, folder), clock));
    }

    private PublicParts.Site site(Optional<Collecting> collecting) {
        PublicParts.Site site = new PublicParts.Site(
                settings.node().name(),
                settings.node().subtitle(),
                settings.doors().tls().map(Configuration.Tls::address));
        return collecting
                .map(from -> site.with(List.of(from.page(site.layout()))))
                .orElse(site);
    }

    private List<PublicParts.HttpDoor> doors() {
        Configuration.Doors doors = settings.doors();
        TrustedProxies proxies = doors.proxies();
        Limits limits = Limits.DEFAULT.with(doors.shares().http());
        boolean figuresApart = doors.figures().isPresent();
        PublicParts.Offer whole = figuresApart ? PublicParts.Offer.WITHOUT_FIGURES : PublicParts.Offer.ALL;
        List<PublicParts.HttpDoor> all = new ArrayList<>();
        all.add(new PublicParts.HttpDoor(
                "http",
                doors.http(),
                Optional.empty(),
                proxies,
                limits,
                doors.tls().isPresent() ? PublicParts.Offer.SIGNED_ONLY : whole));
        doors.tls().ifPresent(tls -> {
            TlsFiles files = kept(TlsFiles.open(tls));
            all.add(new PublicParts.HttpDoor("https", tls.listen(), Optional.of(files.tls()), proxies, limits, whole));
        });
        doors.figures().ifPresent(at -> all.add(PublicParts.HttpDoor.plain("figures", at, PublicParts.Offer.FIGURES)));
        return all;
    }

    @Override
    public String ready() {
        Configuration.Doors doors = settings.doors();
        List<String> places = new ArrayList<>();
        places.add("http " + doors.http().getHostString() + ":" + zone.port("http"));
        doors.tls().ifPresent(tls -> places.add("https " + tls.listen().getHostString() + ":" + zone.port("https")));
        zone.repository().ldapPort().ifPresent(port -> places.add("ldap :" + port));
        return String.join(", ", places);
    }

    @Override
    public Optional<InputProblem> stopped() {
        return Optional.empty();
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        parts.clear();
    }
}
