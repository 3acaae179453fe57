package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import kakehashi.contract.CollectedMaterial;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.VerificationKey;

/// Real certificates that somebody brought, in files: they become a domain of the collected repository, of which
/// what hangs together with a self-signed certificate among them is taken. The files are kept for the next run.
final class DemoImports implements CollectedMaterial {
    private static final long MOST_OCTETS = 32L << 20;

    private final Path folder;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<DemoCollecting> collected = Optional.empty();
    private volatile List<Certificate> anchors = List.of();

    /// What came of files.
    ///
    /// @param files how many held anything
    /// @param certificates how many certificates count now
    /// @param anchors the self-signed ones among them
    record Report(int files, int certificates, int anchors) {}

    /// Takes what earlier runs were brought.
    DemoImports(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        try {
            Files.createDirectories(folder.resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refresh();
    }

    /// Takes every file of a folder.
    Report addAll(Path from) {
        try (Stream<Path> files = Files.walk(from)) {
            List<Bytes> octets = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) <= MOST_OCTETS) {
                    octets.add(Bytes.wrap(Files.readAllBytes(file)));
                }
            }
            return add(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes files.
    synchronized Report add(List<Bytes> files) {
        int taken = 0;
        for (Bytes file : files) {
            if (!certificates(file).isEmpty() || Crl.parse(file).toOptional().isPresent()) {
                taken++;
                keep(file);
            }
        }
        refresh();
        listeners.forEach(Runnable::run);
        return new Report(taken, certificates().size(), anchors.size());
    }

    private void keep(Bytes file) {
        try {
            Files.write(folder.resolve("files").resolve(file.sha256().toString()), file.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refresh() {
        List<Bytes> files = files();
        Set<Certificate> roots = new LinkedHashSet<>();
        files.stream()
                .flatMap(file -> certificates(file).stream())
                .filter(DemoImports::isRoot)
                .forEach(roots::add);
        collected.ifPresent(DemoCollecting::close);
        anchors = List.copyOf(roots);
        if (roots.isEmpty()) {
            collected = Optional.empty();
            return;
        }
        DemoCollecting collecting = DemoCollecting.of(List.of(), anchors, folder.resolve("collected"), clock);
        files.forEach(collecting::take);
        collected = Optional.of(collecting);
    }

    private List<Bytes> files() {
        try (Stream<Path> kept = Files.list(folder.resolve("files"))) {
            List<Bytes> files = new ArrayList<>();
            for (Path file : kept.sorted().toList()) {
                files.add(Bytes.wrap(Files.readAllBytes(file)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot(Certificate certificate) {
        return certificate.isSelfIssued()
                && VerificationKey.of(certificate.subjectPublicKeyInfo())
                        .map(certificate::isSignedBy)
                        .orElse(false);
    }

    /// The certificates in a file: one, a bundle of PKCS #7, or armour of either.
    private static List<Certificate> certificates(Bytes file) {
        List<Certificate> found = plain(file);
        if (!found.isEmpty() || !(Pem.decode(file) instanceof Parsed.Value<List<Pem.Block>>(List<Pem.Block> blocks))) {
            return found;
        }
        return blocks.stream().flatMap(block -> plain(block.content()).stream()).toList();
    }

    private static List<Certificate> plain(Bytes der) {
        return Certificate.parse(der)
                .toOptional()
                .map(List::of)
                .orElseGet(() -> CertificateBundle.parse(der)
                        .toOptional()
                        .map(CertificateBundle::certificates)
                        .orElse(List.of()));
    }

    /// The self-signed certificates: where paths over the imported ones begin.
    List<Certificate> anchors() {
        return anchors;
    }

    @Override
    public Collection<Certificate> certificates() {
        return collected.map(one -> one.material().certificates()).orElse(List.of());
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return collected.map(one -> one.material().pairs()).orElse(List.of());
    }

    @Override
    public Collection<Crl> crls() {
        return collected.map(one -> one.material().crls()).orElse(List.of());
    }

    @Override
    public void listen(Runnable changed) {
        listeners.add(changed);
    }
}
