package kakehashi.repository;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.web.PageLayout;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint.Scope;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// A repository with a bridge CA that has a Japanese name, a full CRL, an ARL, a shard, and a pair with a partner.
final class PublishedScene implements AutoCloseable {
    static final String FOLDER = "http://repository.example/ca/" + FeedScene.CA;
    static final Name JAPANESE = Name.of("OU=ブリッジ認証局,O=日本国政府,C=JP");

    final FeedScene vault = new FeedScene();
    final TestCa bridge;
    final TestCa partner = TestCa.root("CN=Partner CA,O=Partner,C=JP");
    final Crl full;
    final Crl authorities;
    final Crl shard;
    final Repository repository;

    PublishedScene(Path folder, List<OutsideDirectory> outside) {
        bridge = new TestPki()
                .root(
                        "OU=BridgeCA,O=Japanese Government,C=JP",
                        SignatureAlgorithm.RSA_SHA256,
                        c -> c.subjectAltNames(List.of(new GeneralName.DirectoryName(JAPANESE))));
        full = bridge.crl(list -> list.revoke(FeedScene.serial(77), FeedScene.NOW));
        authorities = bridge.crl(FOLDER + "/arl.crl", Scope.CA_CERTIFICATES, list -> {});
        shard = bridge.crl(FOLDER + "/crl-3-of-16.crl", Scope.USER_CERTIFICATES, list -> {
            var names = List.<GeneralName>of(
                    new GeneralName.UniformResourceIdentifier(FOLDER + "/crl-3-of-16.crl"),
                    new GeneralName.DirectoryName(Name.of("CN=CRL3-of-16,OU=BridgeCA,O=Japanese Government,C=JP")));
            list.issuingDistributionPoint(new kakehashi.x509.IssuingDistributionPoint(
                    Optional.of(new kakehashi.x509.DistributionPointName.FullName(names)),
                    Scope.USER_CERTIFICATES,
                    Optional.empty(),
                    false));
        });
        RepositorySettings settings = new RepositorySettings(
                vault.pin,
                folder,
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                LdapLimits.DEFAULT,
                outside);
        repository = new Repository(settings, vault, PageLayout.PLAIN, InstantSource.fixed(FeedScene.NOW));
        vault.publish(
                FeedScene.certificate(bridge),
                FeedScene.issued(77),
                vault.crl(full),
                vault.crl(authorities),
                vault.crl(shard),
                FeedScene.pair(bridge, partner));
        repository.start();
        await();
    }

    /// Waits until all that was published is seen.
    void await() {
        long end = System.nanoTime() + 10_000_000_000L;
        while (repository.feed().freshness().batch() < vault.last().index()
                || !repository.state().wanted().isEmpty()
                || repository.state().shelf().wanting() > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not followed: " + repository.following());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
