package kakehashi.repository;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;

/// A public node in a process of its own, from its disk alone: the database is away. It says its port and serves
/// until it is killed or its standard input ends.
final class NodeProcess {
    private NodeProcess() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Bytes entry = Bytes.wrap(Files.readAllBytes(folder.resolve("entry")));
        Bytes genesis = Bytes.wrap(Files.readAllBytes(folder.resolve("genesis")));
        FeedSource away = new FeedSource() {
            @Override
            public News from(long number, int most) {
                throw new IllegalStateException("the database is away");
            }

            @Override
            public Optional<Bytes> file(Digest digest) {
                throw new IllegalStateException("the database is away");
            }
        };
        InstantSource clock = InstantSource.fixed(FeedScene.NOW);
        Repository repository = new Repository(
                new RepositorySettings(
                        new InstallationPin(Digest.of(entry), entry, genesis),
                        folder.resolve("node"),
                        Optional.empty(),
                        LdapLimits.DEFAULT,
                        List.of()),
                away,
                PageLayout.PLAIN,
                clock);
        repository.start();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        WebServer server = WebServer.open(
                List.of(Listener.plain("public", any, Routes.of(repository.routes()))), new Metrics(), clock);
        System.out.println(server.port("public"));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }
}
