package kakehashi.demo;

import kakehashi.demo.DemoProfiles.Person;
import kakehashi.demo.Telling.Held;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// A domain that nobody knew is cross-certified, and a path appears; our half is revoked, and the path is gone.
final class NewDomainChapter {
    private static final DemoDomain NEW = DemoDomain.PRACTITIONERS;

    private final DemoWorld world;
    private final Telling telling;
    private final DemoSamples samples;

    NewDomainChapter(DemoWorld world, Telling telling, DemoSamples samples) {
        this.world = world;
        this.telling = telling;
        this.samples = samples;
    }

    void play() {
        telling.chapter("4. 新しい領域", "4. A new domain");
        CrossCase cross = CrossCase.withPartner(world.government(), world.site(NEW));
        Certificate nurse = samples.find("unknown")
                .orElseGet(() -> CitizenChapter.issue(world.site(NEW), Person.MAPPED, "DEMO Nurse", "実演看護師"));
        if (cross.isInForce()) {
            // An earlier run was ended in this very chapter.
            cross.withdraw();
        }
        try (DemoClient client = world.client(DemoDomain.GOVERNMENT)) {
            telling.step(
                    NEW.words().japanese() + "とブリッジ認証局が、互いに 2 人の承認で証明し合いました",
                    NEW.words().english() + " and the bridge certified each other, each by two approvals",
                    () -> {
                        cross.exchange();
                        return Held.yes();
                    });
            telling.step("認証パスが現れました", "a path appears", () -> appears(client, nurse));
            telling.step(
                    "ブリッジ側の証明書を失効し、緊急の ARL が出て、認証パスは消えました",
                    "the bridge's half revoked: an emergency ARL came, and the path is gone",
                    () -> {
                        Certificate half = cross.byUs();
                        String place = cross.arl();
                        cross.withdraw();
                        long gone = DemoClient.await(() -> !client.isValid(nurse)
                                && Crl.parse(client.get(place))
                                        .toOptional()
                                        .flatMap(crl -> crl.lookup(half.issuer(), half.serialNumber()))
                                        .isPresent());
                        return Promptness.now().held(gone);
                    });
        }
    }

    private Held appears(DemoClient client, Certificate nurse) {
        long millis = DemoClient.await(() -> client.isValid(nurse));
        return millis >= 0 ? Held.after(millis) : new Held.No(client.ask(nurse).reason());
    }
}
