package kakehashi.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.platform.NothingCollected;
import kakehashi.platform.PublicParts;
import kakehashi.platform.PublicZone;
import kakehashi.repository.FeedSource;
import kakehashi.repository.InstallationPin;
import kakehashi.repository.LdapLimits;
import kakehashi.repository.RepositorySettings;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.validation.ApiKey;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.web.Words;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SignatureAlgorithm;

/// A whole public node in a process of its own, from its disk alone: the database is away. It says its port and
/// serves until it is killed or its standard input ends.
final class WholeNode {
    private WholeNode() {}

    /// What a node is made of, in its folder.
    record Material(InstallationPin pin, Certificate ca, TestEntity responder, TestEntity server) {
        void write(Path folder) throws IOException {
            Files.write(folder.resolve("entry"), pin.entry().toArray());
            Files.write(folder.resolve("genesis"), pin.genesis().toArray());
            Files.write(folder.resolve("ca.cer"), ca.der().toArray());
            write(folder, "responder", responder);
            write(folder, "server", server);
        }

        private static void write(Path folder, String name, TestEntity entity) throws IOException {
            Files.write(
                    folder.resolve(name + ".cer"), entity.certificate().der().toArray());
            Files.write(folder.resolve(name + ".key"), entity.key().privateKey().getEncoded());
        }

        static Material read(Path folder) {
            Bytes entry = octets(folder, "entry");
            return new Material(
                    new InstallationPin(Digest.of(entry), entry, octets(folder, "genesis")),
                    Certificate.parse(octets(folder, "ca.cer")).orElseThrow(),
                    entity(folder, "responder"),
                    entity(folder, "server"));
        }

        private static TestEntity entity(Path folder, String name) {
            Certificate certificate =
                    Certificate.parse(octets(folder, name + ".cer")).orElseThrow();
            try {
                KeyFactory factory = KeyFactory.getInstance("EC");
                KeyPair pair = new KeyPair(
                        factory.generatePublic(new X509EncodedKeySpec(
                                certificate.subjectPublicKeyInfo().der().toArray())),
                        factory.generatePrivate(new PKCS8EncodedKeySpec(
                                octets(folder, name + ".key").toArray())));
                return new TestEntity(certificate, TestKey.of(SignatureAlgorithm.ECDSA_SHA256, pair));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Bytes octets(Path folder, String name) {
            try {
                return Bytes.wrap(Files.readAllBytes(folder.resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The database is away.
    private record Away() implements FeedSource {
        @Override
        public News from(long number, int most) {
            throw new IllegalStateException("the database is away");
        }

        @Override
        public Optional<Bytes> file(Digest digest) {
            throw new IllegalStateException("the database is away");
        }
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Material material = Material.read(folder);
        TestEntity responder = material.responder();
        TestEntity server = material.server();
        ApiKey key = new ApiKey(
                "suites",
                Bytes.wrap(ServedNode.SECRET.getBytes(StandardCharsets.UTF_8)).sha256(),
                1_000_000);
        PublicParts.Answers answers = new PublicParts.Answers(
                List.of(ServedNode.policy(material.ca())),
                List.of(new PublicParts.Responder(
                        material.ca(),
                        new ResponderCredential(new ServedNode.Key(responder.key()), responder.certificate()),
                        (current, now) -> Optional.empty())),
                new ServerCredential(new ServedNode.Key(server.key()), server.certificate(), List.of()),
                new NothingCollected(),
                DoorOptions.DEFAULT.with(List.of(key)));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        RepositorySettings settings = new RepositorySettings(
                material.pin(), folder.resolve("node"), Optional.empty(), LdapLimits.DEFAULT, List.of());
        PublicZone zone = PublicZone.open(
                new PublicParts(
                        settings,
                        new Away(),
                        answers,
                        new PublicParts.Site(new Words("架け橋", "Kakehashi"), new Words("試験", "Test"), Optional.empty()),
                        List.of(PublicParts.HttpDoor.plain("http", any, PublicParts.Offer.ALL))),
                InstantSource.system());
        System.out.println(zone.port("http"));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }
}
