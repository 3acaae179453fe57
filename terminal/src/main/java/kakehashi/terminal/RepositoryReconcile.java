package kakehashi.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import kakehashi.collection.NodeFetch;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.repository.DirectoryDifference;
import kakehashi.repository.HttpFeedSource;
import kakehashi.repository.InstallationPin;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.OutsideDirectory;
import kakehashi.repository.Repository;
import kakehashi.repository.RepositoryFailure;
import kakehashi.repository.RepositorySettings;
import kakehashi.web.PageLayout;
import kakehashi.x509.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi repository reconcile`: compares an outside directory with what the vault's feed says is published, as
/// public nodes serve it and its signatures prove it, and mends the differences when asked. Exit code 0 when there
/// is none, or all were mended; 1 when there are some. JSON: `directory`, `batch`, `mended`, and `differences` with
/// `entry`, `kind` and `attributes`.
@Command(name = "reconcile")
final class RepositoryReconcile implements Callable<Integer> {
    private static final int LDAP = 389;
    private static final int LDAPS = 636;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "[::1]", "localhost");

    private final Console console;

    @Mixin
    CommonOptions common;

    @Option(names = "--node", required = true, arity = "1..*", paramLabel = "URL", descriptionKey = "reconcile.node")
    List<String> nodes = List.of();

    @Option(names = "--pinned", required = true, paramLabel = "FOLDER", descriptionKey = "reconcile.pin")
    Path pin;

    @Option(names = "--directory", required = true, paramLabel = "URL", descriptionKey = "reconcile.directory")
    URI directory;

    @Option(names = "--start-tls", descriptionKey = "reconcile.start-tls")
    boolean startTls;

    @Option(names = "--roots", paramLabel = "FILE", descriptionKey = "reconcile.roots")
    Optional<Path> roots = Optional.empty();

    @Option(names = "--suffix", required = true, paramLabel = "DN", descriptionKey = "reconcile.suffix")
    String suffix;

    @Option(names = "--bind", required = true, paramLabel = "DN", descriptionKey = "reconcile.bind")
    String bind;

    @Option(names = "--password-file", required = true, paramLabel = "FILE", descriptionKey = "reconcile.password")
    Path password;

    @Option(names = "--state", required = true, paramLabel = "FOLDER", descriptionKey = "reconcile.state")
    Path state;

    @Option(names = "--mend", descriptionKey = "reconcile.mend")
    boolean mend;

    RepositoryReconcile(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OutsideDirectory outside = outside();
        RepositorySettings settings =
                new RepositorySettings(pin(), state, Optional.empty(), LdapLimits.DEFAULT, List.of(outside));
        try (Repository repository = new Repository(settings, source(), PageLayout.PLAIN, console.clock())) {
            repository.catchUp().ifPresent(fault -> {
                throw away(String.join(" ", nodes), fault);
            });
            Map<String, List<DirectoryDifference>> found =
                    repository.reconcile(mend ? Repository.Reconciliation.MEND : Repository.Reconciliation.SHOW);
            List<DirectoryDifference> differences =
                    found.values().stream().flatMap(List::stream).toList();
            show(differences, repository.feed().freshness().batch());
            return (differences.isEmpty() || mend ? ExitCode.YES : ExitCode.NO).number();
        } catch (RepositoryFailure failure) {
            throw away(directory.toString(), failure.getMessage());
        }
    }

    private void show(List<DirectoryDifference> differences, long batch) {
        if (common.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("directory", directory.toString());
            json.put("batch", batch).put("mended", mend);
            ArrayNode list = json.putArray("differences");
            for (DirectoryDifference one : differences) {
                ObjectNode item = list.addObject().put("entry", one.entry()).put("kind", word(one.kind()));
                one.attributes().forEach(item.putArray("attributes")::add);
            }
            console.out().println(JsonPage.text(json));
            return;
        }
        for (DirectoryDifference one : differences) {
            console.line(one.entry());
            console.line("  " + console.say(phrase(one.kind())) + " " + String.join(" ", one.attributes()));
        }
        console.verdict(differences.isEmpty() || mend ? ExitCode.YES : ExitCode.NO, console.say(verdict(differences)));
    }

    private Phrase verdict(List<DirectoryDifference> differences) {
        if (differences.isEmpty()) {
            return new Phrase("公開している内容と同じです。", "It is as published.");
        }
        return (mend
                        ? new Phrase("%s 件の相違を直しました。", "%s differences were mended.")
                        : new Phrase("%s 件の相違があります。--mend で直せます。", "There are %s differences. --mend mends them."))
                .with(differences.size());
    }

    private static String word(DirectoryDifference.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Phrase phrase(DirectoryDifference.Kind kind) {
        return switch (kind) {
            case MISSING -> new Phrase("ありません。", "is not there.");
            case OTHER_VALUES -> new Phrase("値が違います:", "has other values:");
            case NOT_PUBLISHED -> new Phrase("公開していないものがあります:", "holds what is not published:");
        };
    }

    private InstallationPin pin() {
        try {
            Digest installation =
                    Digest.ofHex(Files.readString(pin.resolve("installation")).strip());
            return new InstallationPin(installation, octets("entry.der"), octets("genesis.der"));
        } catch (IOException | IllegalArgumentException e) {
            throw refuse(pin.toString(), e instanceof IOException ? e.toString() : e.getMessage());
        }
    }

    private Bytes octets(String file) throws IOException {
        return Bytes.wrap(Files.readAllBytes(pin.resolve(file)));
    }

    private HttpFeedSource source() {
        try {
            return HttpFeedSource.at(nodes, new NodeFetch(HttpFeedSource.MAX_OCTETS));
        } catch (IllegalArgumentException e) {
            throw refuse("--node " + String.join(" ", nodes), e.getMessage());
        }
    }

    private OutsideDirectory outside() {
        boolean tls = "ldaps".equals(directory.getScheme());
        if (directory.getHost() == null || !(tls || "ldap".equals(directory.getScheme()))) {
            throw refuse("--directory " + directory, "ldaps://directory.example.go.jp");
        }
        // The password is said to whoever listens on the way.
        if (!tls && !startTls && !LOOPBACK.contains(directory.getHost())) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--directory " + directory,
                    new Phrase("別の計算機のディレクトリには TLS が必要です。", "a directory on another machine needs TLS."),
                    new Phrase("ldaps:// 又は --start-tls を使ってください。", "Use ldaps:// or --start-tls."));
        }
        int usual = tls ? LDAPS : LDAP;
        return new OutsideDirectory(
                directory.getHost(),
                directory.getPort() < 0 ? usual : directory.getPort(),
                way(tls),
                bind,
                secret(),
                suffix);
    }

    private OutsideDirectory.Way way(boolean tls) {
        if (tls) {
            return new OutsideDirectory.Way.Ldaps(trusted());
        }
        return startTls ? new OutsideDirectory.Way.StartTls(trusted()) : new OutsideDirectory.Way.Plain();
    }

    /// Believes servers under the certificates of `--roots`, else those that the Java installation believes.
    private SSLSocketFactory trusted() {
        try {
            if (roots.isEmpty()) {
                return SSLContext.getDefault().getSocketFactory();
            }
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            try (InputStream file = Files.newInputStream(roots.get())) {
                for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                    anchors.setCertificateEntry("root-" + anchors.size(), root);
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw refuse("--roots " + roots.map(Path::toString).orElse(""), e.toString());
        }
    }

    private OutsideDirectory.Secret secret() {
        try {
            return new OutsideDirectory.Secret(
                    Files.readString(password).strip().toCharArray());
        } catch (IOException e) {
            throw refuse(password.toString(), e.toString());
        }
    }

    private static InputProblem refuse(String input, String why) {
        return new InputProblem(
                ExitCode.MALFORMED,
                input,
                new Phrase("使えません (%s)。", "cannot be used (%s).").with(why),
                new Phrase(
                        "kakehashi help repository reconcile に例があります。",
                        "See kakehashi help repository reconcile for an example."));
    }

    private static InputProblem away(String input, String why) {
        return new InputProblem(
                ExitCode.UNAVAILABLE,
                input,
                new Phrase("応えません (%s)。", "does not answer as it should (%s).").with(why),
                new Phrase("アドレスとサーバの状態を確かめてください。", "Check the address and the server."));
    }
}
