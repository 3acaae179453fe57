package kakehashi.platform;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.collection.CollectPlan;
import kakehashi.collection.CollectText;
import kakehashi.contract.Digest;
import kakehashi.keys.TlsIdentity;
import kakehashi.keys.TokenUri;
import kakehashi.repository.InstallationPin;
import kakehashi.repository.OutsideDirectory;
import kakehashi.web.AddressRange;
import kakehashi.web.ConnectionShare;
import kakehashi.web.TrustedProxies;
import kakehashi.web.Words;

/// Reads the part of the public zone: where its data are, how it reaches feed and keys, where it listens. What it
/// answers with is read by [AnswersReader].
final class PublicReader {
    private static final int MOST_PORT = 65_535;
    private static final int POSTGRES = 5_432;
    private static final int MOST_CONNECTIONS = 1_000_000;

    private final ConfigSection section;
    private final Configuration.Mode mode;

    PublicReader(ConfigSection section, Configuration.Mode mode) {
        this.section = section;
        this.mode = mode;
    }

    Optional<Configuration.Relying> read() {
        Optional<Configuration.Node> node = node();
        Optional<Configuration.FeedPlace> feed =
                section.has("nodes") ? nodes() : feed(section.neededSection("database"));
        Optional<Configuration.KeyPlace> token = token(section.neededSection("token"));
        Optional<Configuration.Doors> doors = doors();
        Optional<Configuration.Answers> answers = new AnswersReader(section).read();
        Optional<CollectPlan> collect = section.file("collect").flatMap(this::collect);
        List<OutsideDirectory> directories = section.sections("directory").stream()
                .flatMap(one -> new DirectoryReader(one).read().stream())
                .toList();
        Map<String, String> environment = section.environment();
        Optional<Configuration.DirectoryReview> reconcile = new DirectoryReviewReader(section).read(directories, feed);
        return node.isEmpty() || feed.isEmpty() || token.isEmpty() || doors.isEmpty() || answers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.Relying(
                        node.get(),
                        feed.get(),
                        token.get(),
                        doors.get(),
                        answers.get(),
                        directories,
                        collect,
                        environment,
                        reconcile));
    }

    private Optional<Configuration.Node> node() {
        Optional<Path> folder = section.neededPath("folder").filter(path -> !DemoMark.refuse(section, "folder", path));
        Optional<Path> entry = section.neededFile("entry");
        Optional<Path> genesis = section.neededFile("genesis");
        Optional<Digest> installation = section.neededText("installation").flatMap(this::digest);
        Words name = words("name", new Words("架け橋", "Kakehashi"));
        Words subtitle = words("subtitle", new Words("政府認証基盤", "Government PKI"));
        if (folder.isEmpty() || entry.isEmpty() || genesis.isEmpty() || installation.isEmpty()) {
            return Optional.empty();
        }
        return pin(installation.get(), entry.get(), genesis.get())
                .map(pin -> new Configuration.Node(folder.get(), pin, name, subtitle));
    }

    private Optional<Digest> digest(String text) {
        return section.parsed(
                "installation",
                text,
                hex -> hex.matches("[0-9a-f]{64}") ? Optional.of(Digest.ofHex(hex)) : Optional.empty(),
                "16 進 64 桁のダイジェストではありません。セレモニーの議事録にある値を書いてください。",
                "is no digest of 64 hexadecimal digits. Write the value from the ceremony's minutes.");
    }

    private Optional<InstallationPin> pin(Digest installation, Path entry, Path genesis) {
        try {
            return Optional.of(PublicPin.of(installation, entry, genesis));
        } catch (IllegalArgumentException e) {
            section.fault(
                    "installation",
                    "entry と genesis はこの値のものではありません。議事録の値と、保管庫のホームのファイルを確かめてください。",
                    "entry and genesis are not those that it names. Compare it with the minutes, and take the files of"
                            + " the vault's home.");
            return Optional.empty();
        }
    }

    private Words words(String key, Words absent) {
        String japanese = section.text(key + "-ja").orElse(absent.japanese());
        return new Words(japanese, section.text(key + "-en").orElse(absent.english()));
    }

    private Optional<Configuration.FeedPlace> nodes() {
        List<String> urls = section.texts("nodes");
        boolean all = !urls.isEmpty() && urls.stream().allMatch(url -> url.matches("http://[A-Za-z0-9.:\\[\\]-]+"));
        if (!all) {
            section.fault(
                    "nodes",
                    "公開ノードの URL を、パスを付けずに一つ以上書いてください（例 http://public-1.example.go.jp）。",
                    "write one URL of a public node or more, without a path (such as http://public-1.example.go.jp).");
        }
        return all ? Optional.of(new Configuration.FeedPlace.Nodes(urls)) : Optional.empty();
    }

    private Optional<Configuration.FeedPlace> feed(ConfigSection database) {
        Optional<Path> server = database.path("server");
        if (server.isPresent()) {
            return Optional.of(new Configuration.FeedPlace.OfHome(server.get()));
        }
        Optional<String> host = database.neededText("host");
        int port = database.number("port", 1, MOST_PORT, POSTGRES);
        String name = database.text("name").orElse("kakehashi");
        Optional<Path> roots = database.file("roots");
        Optional<Path> password = database.neededSecret("password");
        boolean loopback = host.filter(
                        text -> List.of("127.0.0.1", "::1", "localhost").contains(text))
                .isPresent();
        if (host.isPresent() && !loopback && !database.has("roots")) {
            database.fault(
                    "roots",
                    "別の計算機のデータベースには TLS が必要です。認証局証明書のファイルを書いてください。",
                    "a database on another machine needs TLS. Name the file with its CA's certificate.");
        }
        return host.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.FeedPlace.Server(host.get(), port, name, roots, password.get()));
    }

    private Optional<Configuration.KeyPlace> token(ConfigSection token) {
        Optional<String> uri = token.text("uri");
        if (uri.isPresent()) {
            Optional<TokenUri> read = token.parsed(
                    "uri",
                    uri.get(),
                    TokenUri::parse,
                    "PKCS#11 URI（RFC 7512）ではありません。"
                            + "pkcs11:token=ラベル?module-path=ライブラリ&pin-source=file:ファイル の形で書いてください。",
                    "is no PKCS#11 URI (RFC 7512) of the form"
                            + " pkcs11:token=LABEL?module-path=LIBRARY&pin-source=file:FILE.");
            return read.filter(place -> token.isPrivate("uri", place.pin())).map(Configuration.KeyPlace.Hardware::new);
        }
        Optional<Path> file = token.neededPath("file");
        Optional<Path> passphrase = token.neededSecret("passphrase");
        return file.isEmpty() || passphrase.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.KeyPlace.SealedFile(file.get(), passphrase.get()));
    }

    private Optional<Configuration.Doors> doors() {
        Optional<InetSocketAddress> http = section.neededSection("http").listen("listen");
        Optional<Configuration.Tls> tls = section.section("https").flatMap(this::tls);
        Optional<InetSocketAddress> ldap = section.section("ldap").flatMap(one -> one.listen("listen"));
        Optional<InetSocketAddress> figures = section.section("figures").flatMap(one -> one.listen("listen"));
        if (!section.has("https") && mode == Configuration.Mode.PRODUCTION) {
            section.fault(
                    "https",
                    "本番のページには TLS が必要です。[public.https] を書いてください。",
                    "pages want TLS in production. Write [public.https].");
        }
        List<AddressRange> proxies = ranges(section, "proxies");
        Configuration.Shares shares = shares(proxies);
        return http.map(
                plain -> new Configuration.Doors(plain, tls, ldap, figures, new TrustedProxies(proxies), shares));
    }

    /// Proxies may have as many connections as there are, at every port.
    private Configuration.Shares shares(List<AddressRange> proxies) {
        Optional<ConfigSection> own = section.section("per-address");
        List<AddressRange> free =
                own.map(one -> ranges(one, "free-connections")).orElse(List.of());
        return new Configuration.Shares(
                share(own, "connections", ConnectionShare.HTTP).and(free).and(proxies),
                share(own, "ldap-connections", ConnectionShare.LDAP).and(free).and(proxies));
    }

    private static ConnectionShare share(Optional<ConfigSection> own, String key, ConnectionShare usual) {
        return own.map(one -> new ConnectionShare(one.number(key, 1, MOST_CONNECTIONS, usual.most()), List.of()))
                .orElse(usual);
    }

    private static List<AddressRange> ranges(ConfigSection from, String key) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String range : from.texts(key)) {
            from.parsed(
                            key,
                            range,
                            AddressRange::parse,
                            "「" + range + "」はアドレスの範囲ではありません（例 10.0.0.0/8）。",
                            "'" + range + "' is no range of addresses (such as 10.0.0.0/8).")
                    .ifPresent(ranges::add);
        }
        return ranges;
    }

    private Optional<Configuration.Tls> tls(ConfigSection https) {
        Optional<InetSocketAddress> listen = https.listen("listen");
        Optional<String> address = https.neededText("address")
                .flatMap(text -> https.parsed(
                        "address",
                        text,
                        one -> one.matches("https://[A-Za-z0-9.:\\[\\]-]{1,255}") ? Optional.of(one) : Optional.empty(),
                        "https:// で始まる、パスのない URL を書いてください。",
                        "write a URL without a path that begins with https://."));
        Optional<Path> certificates = https.neededFile("certificate");
        Optional<Path> key = https.neededSecret("key");
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return switch (TlsIdentity.read(certificates.get(), key.get())) {
            case TlsIdentity.Read.Usable usable ->
                listen.flatMap(
                        at -> address.map(name -> new Configuration.Tls(at, name, certificates.get(), key.get())));
            case TlsIdentity.Read.Refused(TlsIdentity.Refusal reason) -> {
                Words words = TlsFiles.words(reason);
                https.fault("key", words.japanese(), words.english());
                yield Optional.empty();
            }
        };
    }

    private Optional<CollectPlan> collect(Path file) {
        String text = section.content("collect", file)
                .map(octets -> new String(octets.toArray(), StandardCharsets.UTF_8))
                .orElse("");
        return switch (CollectText.read(text)) {
            case CollectText.Result.Plan(CollectPlan plan) -> Optional.of(plan);
            case CollectText.Result.Faults(List<CollectText.Fault> wrong) -> {
                for (CollectText.Fault one : wrong) {
                    String words = file + " " + one.line() + ": " + one.key() + ": " + one.sentence();
                    section.fault("collect", words, words);
                }
                yield Optional.empty();
            }
        };
    }
}
