package kakehashi.repository;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.web.CacheControl;
import kakehashi.web.Problem;
import kakehashi.web.Representation;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.web.WebProblems;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// The files of our CAs over HTTP, in `/ca/<id>/` each: CRLs under the names that certificates point to, `ca.cer`
/// and
/// `<fingerprint>.cer`, and the bundles `issued-to.p7c` (AIA) and `issued-by.p7c` (SIA). All are ready in memory.
/// And
/// `<serial number>.cer` of end entities, from the shelf, where they are published.
final class PublishedFiles {
    /// The template of the files' paths.
    static final String PATH = "/ca/{id}/{file}";

    private static final String CRL = "application/pkix-crl";
    private static final String CERTIFICATE = "application/pkix-cert";
    /// RFC 5280 §4.2.2.1: "application/pkcs7-mime" for a "certs-only" message.
    private static final String BUNDLE = "application/pkcs7-mime; smime-type=certs-only";

    private static final Duration FOR_AN_HOUR = Duration.ofHours(1);

    private final PublishedState state;
    private final InstantSource clock;
    private volatile Shelf shelf;

    /// A file, and what it was made of.
    private record Item(Object source, Representation representation, Optional<Crl> crl) {}

    private record Shelf(PublicPicture picture, Map<String, Item> items) {}

    PublishedFiles(PublishedState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.shelf = new Shelf(state.picture(), fill(state.picture(), Map.of()));
    }

    Route route() {
        return Route.get(PATH, this::answer);
    }

    private Response answer(Request request) {
        Item item = items().get(request.captured("id") + "/" + request.captured("file"));
        if (item == null) {
            return published(request)
                    .map(one -> certificate(one).answer(request))
                    .orElseGet(() -> Problem.of(WebProblems.NOT_FOUND).answer(request));
        }
        Representation whole = item.representation();
        return item.crl()
                .flatMap(Crl::nextUpdate)
                .map(end -> whole.with(caching(end)))
                .orElse(whole)
                .answer(request);
    }

    /// Until nextUpdate, and an hour at most: a list that comes before the next regular one, because a CA was
    /// revoked, must not lie two days behind somebody's cache. To ask again costs little, the tag tells whether it
    /// changed.
    private CacheControl caching(Instant nextUpdate) {
        Instant now = clock.instant();
        Instant soon = now.plus(FOR_AN_HOUR);
        return CacheControl.publicUntil(nextUpdate.isBefore(soon) ? nextUpdate : soon, now);
    }

    /// Where a published certificate of an end entity is found: by its serial number in hexadecimal digits.
    static String path(Id authority, SerialNumber serial) {
        return "/ca/" + authority + "/" + serial + ".cer";
    }

    private Optional<Certificate> published(Request request) {
        String id = request.captured("id");
        String file = request.captured("file");
        boolean asked = id.matches("[0-9a-f]{32}") && file.matches("([0-9a-f]{2}){1,20}\\.cer");
        return asked
                ? state.shelf().find(Id.ofHex(id), new SerialNumber(Bytes.ofHex(file.substring(0, file.length() - 4))))
                : Optional.empty();
    }

    /// The files by `<id>/<name>`. After a change the first who asks puts the shelf in order; what stayed is not
    /// made again.
    private Map<String, Item> items() {
        Shelf now = shelf;
        PublicPicture picture = state.picture();
        if (now.picture() != picture) {
            boolean same = now.picture().authorities().equals(picture.authorities())
                    && now.picture().pairs().equals(picture.pairs());
            now = new Shelf(picture, same ? now.items() : fill(picture, now.items()));
            shelf = now;
        }
        return now.items();
    }

    private static Map<String, Item> fill(PublicPicture picture, Map<String, Item> before) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (CaState ca : picture.authorities().values()) {
            String folder = ca.id() + "/";
            List<Crl> current = ca.current();
            for (Crl crl : current) {
                items.compute(
                        folder + CrlPlace.file(crl, current),
                        (path, none) -> kept(before.get(path), crl, () -> list(crl)));
            }
            for (Certificate one : certificates(ca)) {
                items.compute(
                        folder + one.fingerprint() + ".cer",
                        (path, none) -> kept(before.get(path), one, () -> certificate(one)));
            }
            ca.certificates().stream()
                    .findFirst()
                    .ifPresent(newest -> items.compute(
                            folder + "ca.cer",
                            (path, none) -> kept(before.get(path), newest, () -> certificate(newest))));
            bundle(items, before, folder + "issued-to.p7c", issuedTo(ca, picture));
            bundle(items, before, folder + "issued-by.p7c", issuedBy(ca, picture));
        }
        return items;
    }

    private static Item kept(Item old, Object source, Supplier<Representation> making) {
        return old != null && old.source().equals(source)
                ? old
                : new Item(source, making.get(), source instanceof Crl crl ? Optional.of(crl) : Optional.empty());
    }

    private static void bundle(
            Map<String, Item> items, Map<String, Item> before, String path, List<Certificate> certificates) {
        items.put(path, kept(before.get(path), certificates, () -> {
            Bytes der = CertificateBundle.of(certificates).der();
            return Representation.of(BUNDLE, der, CacheControl.publicFor(FOR_AN_HOUR));
        }));
    }

    private static Representation list(Crl crl) {
        return Representation.of(CRL, crl.der(), CacheControl.REVALIDATED).since(crl.thisUpdate());
    }

    private static Representation certificate(Certificate one) {
        return Representation.of(CERTIFICATE, one.der(), CacheControl.publicFor(FOR_AN_HOUR))
                .since(one.notBefore());
    }

    private static List<Certificate> certificates(CaState ca) {
        return Stream.concat(ca.certificates().stream(), ca.responders().stream())
                .toList();
    }

    /// Certificates issued to a CA: its own, and the halves of pairs that others issued.
    static List<Certificate> issuedTo(CaState ca, PublicPicture picture) {
        return Stream.concat(ca.certificates().stream(), halves(picture))
                .filter(one -> ca.name().equals(Optional.of(one.subject())))
                .distinct()
                .toList();
    }

    /// Certificates of CAs issued by a CA: of our others, its own, and the halves of pairs that it issued.
    static List<Certificate> issuedBy(CaState ca, PublicPicture picture) {
        Optional<Name> name = ca.name();
        Stream<Certificate> ours = picture.authorities().values().stream().flatMap(one -> one.certificates().stream());
        return Stream.concat(ours, halves(picture))
                .filter(one -> name.equals(Optional.of(one.issuer())))
                .distinct()
                .toList();
    }

    private static Stream<Certificate> halves(PublicPicture picture) {
        return picture.pairs().values().stream().flatMap(PublishedFiles::halves);
    }

    static Stream<Certificate> halves(CrossCertificatePair pair) {
        return Stream.concat(pair.issuedToThisCa().stream(), pair.issuedByThisCa().stream());
    }

    /// The names of a CA's files.
    List<String> names(CaState ca) {
        String folder = ca.id() + "/";
        return items().keySet().stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> path.substring(folder.length()))
                .toList();
    }
}
