package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Bytes;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.ReasonFlags;

final class PlaceFaults {
    private PlaceFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(placesFirst(), placesSecond(), placesThird()).flatMap(s -> s);
    }

    private static Stream<LintFault> placesFirst() {
        GeneralName good = uri("http://repository.go.jp/bca.crl");
        ReasonFlags reasons = new ReasonFlags(2);
        return Stream.of(
                f(PlaceLint.CRL_PLACE_PRESENT, GENERAL, c -> c.without(KnownExtension.CRL_DISTRIBUTION_POINTS)),
                f(
                        PlaceLint.CRL_PLACE_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.CRL_DISTRIBUTION_POINTS)),
                f(
                        PlaceLint.CRL_PLACE_NOT_REASONS_ONLY,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(
                                point(good),
                                new DistributionPoint(Optional.empty(), Optional.of(reasons), List.of())))),
                f(
                        PlaceLint.CRL_PLACE_ALL_REASONS,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                point(good).distributionPoint(), Optional.of(reasons), List.of())))),
                f(
                        PlaceLint.CRL_PLACE_FULL_NAME,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(
                                point(good),
                                new DistributionPoint(
                                        Optional.of(new DistributionPointName.NameRelativeToCrlIssuer(Name.of("CN=CRL1")
                                                .relativeNames()
                                                .getFirst())),
                                        Optional.empty(),
                                        List.of())))));
    }

    private static Stream<LintFault> placesSecond() {
        GeneralName good = uri("http://repository.go.jp/bca.crl");
        return Stream.of(
                f(
                        PlaceLint.CRL_PLACE_NO_OWN_ISSUER,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                point(good).distributionPoint(),
                                Optional.empty(),
                                List.of(new GeneralName.DirectoryName(CA_NAME)))))),
                f(
                        PlaceLint.CRL_PLACE_URI,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(good, uri("http://x y"))))),
                f(
                        PlaceLint.CRL_PLACE_FETCHABLE,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(new GeneralName.DirectoryName(CA_NAME))))),
                f(
                        PlaceLint.NO_TLS_LOOP,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(good, uri("https://repository.go.jp/bca.crl"))))),
                f(
                        PlaceLint.FRESHEST_CRL_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(
                                KnownExtension.FRESHEST_CRL,
                                LintSamples.certificate(GENERAL, x -> {}, UnaryOperator.identity())
                                        .extensions()
                                        .value(KnownExtension.CRL_DISTRIBUTION_POINTS)
                                        .orElseThrow()))));
    }

    private static Stream<LintFault> placesThird() {

        return Stream.of(
                f(
                        PlaceLint.AUTHORITY_ACCESS_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.AUTHORITY_INFO_ACCESS)),
                f(
                        PlaceLint.SUBJECT_ACCESS_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.SUBJECT_INFO_ACCESS)),
                f(
                        PlaceLint.OCSP_PLACE,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(new AccessDescription(
                                AccessDescription.OCSP, new GeneralName.DirectoryName(CA_NAME))))),
                f(
                        PlaceLint.ISSUERS_PLACE,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(
                                new AccessDescription(AccessDescription.CA_ISSUERS, uri("http://repository/x"))))),
                f(
                        PlaceLint.ACCESS_METHOD_KNOWN,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(
                                new AccessDescription(AccessDescription.CA_REPOSITORY, uri("http://a.go.jp"))))),
                f(
                        PlaceLint.DIRECTORY_ATTRIBUTES_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.SUBJECT_DIRECTORY_ATTRIBUTES, Bytes.ofHex("3000")))));
    }
}
