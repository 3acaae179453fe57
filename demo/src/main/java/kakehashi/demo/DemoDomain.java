package kakehashi.demo;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.web.Words;
import kakehashi.x509.Name;

/// The PKI domains of the demonstration: the government, and four others of whom each is an installation of its own
/// with its own officers, database, repository and CRLs. All of them are made up.
enum DemoDomain {
    /// Bridge, root, and the CAs below the root.
    GOVERNMENT("gpki", "2.999.392", "Japanese Government", "日本国政府", new Words("政府認証基盤", "the Government PKI")),
    /// Certifies representatives of companies.
    COMPANIES(
            "companies", "2.999.1001", "DEMO Company Registry", "実演商業登記", new Words("商業登記認証局", "the company registry")),
    /// A bridge of its own, and below it the CA that certifies posts of municipalities.
    LOCAL(
            "local",
            "2.999.1002",
            "DEMO Local Governments",
            "実演地方公共団体",
            new Words("地方公共団体組織認証基盤", "the local governments' PKI")),
    /// A private business that is accredited, and certifies citizens.
    ACCREDITED(
            "accredited",
            "2.999.1003",
            "DEMO Trust Services",
            "実演認定認証事業者",
            new Words("民間の認定認証局", "the private accredited CA")),
    /// Nobody knows it when the story begins.
    PRACTITIONERS(
            "practitioners", "2.999.1004", "DEMO Medical Council", "実演保健医療", new Words("保健医療分野認証局", "the medical CA"));

    private final String folder;
    private final String arc;
    private final String organisation;
    private final String japanese;
    private final Words words;

    DemoDomain(String folder, String arc, String organisation, String japanese, Words words) {
        this.folder = folder;
        this.arc = arc;
        this.organisation = organisation;
        this.japanese = japanese;
        this.words = words;
    }

    /// How a CA comes by its certificate.
    enum Kind {
        /// It signs its own.
        SELF_SIGNED,
        /// The root of its domain signs it.
        SUBORDINATE
    }

    /// A CA of a domain.
    ///
    /// @param key what the demonstration calls it
    /// @param english its name in Latin letters
    /// @param japanese its name in Japanese
    /// @param policies what its certificates may be issued under, when its own certificate says so
    record Ca(String key, Kind kind, String english, String japanese, List<String> policies) {
        static Ca selfSigned(String key, String english, String japanese) {
            return new Ca(key, Kind.SELF_SIGNED, english, japanese, List.of());
        }
    }

    /// The CAs, those first that others are signed by.
    List<Ca> cas() {
        return switch (this) {
            case GOVERNMENT ->
                List.of(
                        Ca.selfSigned("root", "DEMO Government Root CA", "実演政府ルート認証局"),
                        Ca.selfSigned("bridge", "DEMO Bridge CA", "実演ブリッジ認証局"),
                        new Ca(
                                "posts",
                                Kind.SUBORDINATE,
                                "DEMO Official Status CA",
                                "実演官職認証局",
                                List.of(policy("1.1"), policy("1.8"))),
                        new Ca(
                                "applications",
                                Kind.SUBORDINATE,
                                "DEMO Application CA",
                                "実演アプリケーション認証局",
                                List.of(policy("1.3"), policy("1.8"))),
                        new Ca(
                                "internal",
                                Kind.SUBORDINATE,
                                "DEMO Internal Server CA",
                                "実演内部用サーバ認証局",
                                List.of(policy("1.4"), policy("1.8"))));
            case COMPANIES -> List.of(Ca.selfSigned("ca", "DEMO Company Registry CA", "実演商業登記認証局"));
            case LOCAL ->
                List.of(
                        Ca.selfSigned("organisations", "DEMO Organisation CA", "実演組織認証局"),
                        Ca.selfSigned("bridge", "DEMO Local Government Bridge CA", "実演地方公共団体ブリッジ認証局"));
            case ACCREDITED -> List.of(Ca.selfSigned("ca", "DEMO Accredited CA", "実演認定認証局"));
            case PRACTITIONERS -> List.of(Ca.selfSigned("ca", "DEMO Medical CA", "実演保健医療認証局"));
        };
    }

    /// The CA that its own relying parties trust.
    Ca anchor() {
        return cas().getFirst();
    }

    /// The CA that certifies other domains, and is certified by them.
    Ca outward() {
        return ca("bridge").orElse(anchor());
    }

    /// The CA that certifies persons and posts.
    Ca ofPersons() {
        return ca("posts").orElse(anchor());
    }

    /// A CA by its key.
    Optional<Ca> ca(String key) {
        return cas().stream().filter(ca -> ca.key().equals(key)).findFirst();
    }

    /// The id of a CA, the same at every start.
    Id id(Ca ca) {
        return DemoPerson.id("ca " + folder + " " + ca.key());
    }

    /// The ids of all its CAs.
    List<Id> ids() {
        return cas().stream().map(this::id).toList();
    }

    Name name(Ca ca) {
        return Name.of("CN=" + ca.english() + ",O=" + organisation + ",C=JP");
    }

    Name japaneseName(Ca ca) {
        return Name.of("CN=" + ca.japanese() + ",O=" + japanese + ",C=JP");
    }

    /// A certificate policy of the domain, under an arc that is nobody's (ITU-T X.660: 2.999 is for examples).
    String policy(String rest) {
        return arc + "." + rest;
    }

    /// The policy of its persons' or posts' certificates that others may rely on.
    String ofPersonsPolicy() {
        return policy("1.1");
    }

    /// The folder, the database, and the name of its people.
    String folder() {
        return folder;
    }

    String organisation() {
        return organisation;
    }

    String japanese() {
        return japanese;
    }

    /// What people call it.
    Words words() {
        return words;
    }

    /// All but the government.
    static List<DemoDomain> others() {
        return List.of(COMPANIES, LOCAL, ACCREDITED, PRACTITIONERS);
    }
}
