package kakehashi.demo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.profiles.ProfileKind;
import kakehashi.repository.CollectMemory;
import kakehashi.repository.CollectPlan;
import kakehashi.repository.CollectRounds;
import kakehashi.repository.CollectText;
import kakehashi.repository.FetchBudget;
import kakehashi.repository.Fetcher;
import kakehashi.repository.OutgoingAddress;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Pem;

/// The chapter in which two domains certify each other: a path appears, keeps to what was agreed, and is gone when
/// our half is revoked.
final class CrossCertification {
    private static final String DOMAIN = "DEMO companies";

    private final Partner partner;
    private final Telling telling;
    private CrossCertificatePair pair;

    CrossCertification(Partner partner, Telling telling) {
        this.partner = partner;
        this.telling = telling;
    }

    /// Collects what the partner publishes over HTTP, as any domain does of others.
    static CollectRounds collecting(Partner partner, Path folder, InstantSource clock) {
        String text = """
                [outgoing]
                allow = ["127.0.0.0/8"]
                ports = [%d, %d]
                [[domain]]
                name = "%s"
                pins = \"""
                %s\"""
                places = ["%s"]
                follow = ["crl"]
                """.formatted(
                        partner.zone().ports().http(),
                        partner.zone().ports().ldap(),
                        DOMAIN,
                        Pem.encode(partner.certificate()),
                        partner.zone().ports().url("/ca/" + partner.side().ca() + "/crl.crl"));
        CollectPlan plan = switch (CollectText.read(text)) {
            case CollectText.Result.Plan(CollectPlan whole) -> whole;
            case CollectText.Result.Faults(var faults) -> throw new IllegalStateException(faults.toString());
        };
        Fetcher fetcher = new Fetcher(OutgoingAddress.ofSystem(plan.outgoing()), new FetchBudget(plan.octets()));
        return new CollectRounds(plan, fetcher, CollectMemory.inFolder(folder), clock);
    }

    void play(Partner.Side ours, DemoPublic zone, CollectRounds collecting) {
        telling.chapter("4. 相互認証", "4. Cross-certification");
        DemoClient client = new DemoClient(zone);
        Certificate person = partner.issue("DEMO Taro", Partner.MAPPED, Optional.empty());
        Certificate unmapped = partner.issue("DEMO Jiro", Partner.UNMAPPED, Optional.empty());
        Certificate outside = partner.issue("DEMO Saburo", Partner.MAPPED, Optional.of("Japanese Government"));
        DemoClient.await(
                () -> collects(collecting) && !collecting.collected().crls().isEmpty());
        telling.check(
                !isValid(client, person),
                "相互認証の前: 企業の証明書には認証パスがありません",
                "before: there is no path to the company's certificate");
        Id caseId = new Id(DemoOffice.random(Id.OCTETS));
        Certificate byUs = certify(ours, caseId);
        long millis = DemoClient.await(() -> isValid(client, person));
        telling.check(
                millis >= 0,
                "相互認証証明書ペアを公開し、" + millis + " ミリ秒後にパスができました",
                "the pair was published, and " + millis + " ms later there is a path");
        telling.check(
                !isValid(client, unmapped), "対応付けのないポリシーの証明書は断られます", "under a policy that is not mapped: refused");
        telling.check(!isValid(client, outside), "名前制約の外の証明書は断られます", "with a name outside the constraints: refused");
        partner.revoke(person);
        telling.check(
                DemoClient.await(() -> collects(collecting) && !isValid(client, person)) >= 0,
                "相手の CRL を集め、失効した証明書は断られます",
                "revoked, and its CRL collected from the partner: refused");
        Certificate second = partner.issue("DEMO Shiro", Partner.MAPPED, Optional.empty());
        telling.check(DemoClient.await(() -> isValid(client, second)) >= 0, "別の企業の証明書は有効です", "another one is valid");
        withdraw(ours, caseId, byUs);
        long gone = DemoClient.await(() -> !isValid(client, second));
        telling.check(
                gone >= 0,
                "相互認証を取り消しました。緊急 ARL が出て、" + gone + " ミリ秒後にパスは消えました",
                "withdrawn: an emergency ARL came, and " + gone + " ms later the path was gone");
    }

    private static boolean collects(CollectRounds collecting) {
        return !collecting.collectNow(DOMAIN).isEmpty()
                || !collecting.collected().crls().isEmpty();
    }

    private static boolean isValid(DemoClient client, Certificate certificate) {
        return client.validate(certificate).contains("\"TotalPassed\"");
    }

    private Certificate certify(Partner.Side ours, Id caseId) {
        Certificate byUs = Partner.certify(ours, partner.side(), caseId, ProfileKind.CROSS_TO_CA);
        Certificate toUs = Partner.certify(partner.side(), ours, caseId, ProfileKind.CROSS_TO_BRIDGE);
        pair = CrossCertificatePair.of(toUs, byUs);
        ours.vault()
                .done(ours.vault()
                        .office()
                        .supervised(
                                OrderKind.CROSS_CERTIFICATE,
                                Optional.of(ours.ca()),
                                new CrossBody.Publish(caseId, pair.der()),
                                ours.vault().now()));
        telling.step(
                "2 つの認証局が、それぞれ 2 人の承認で互いに証明書を発行しました",
                "each CA issued a certificate to the other, each by two approvals");
        return byUs;
    }

    private void withdraw(Partner.Side ours, Id caseId, Certificate byUs) {
        CrossBody body = new CrossBody.Withdraw(
                caseId, byUs.serialNumber(), CrlReason.CESSATION_OF_OPERATION, Digest.of(pair.der()));
        ours.vault()
                .done(ours.vault()
                        .office()
                        .supervised(
                                OrderKind.CROSS_CERTIFICATE,
                                Optional.of(ours.ca()),
                                body,
                                ours.vault().now()));
    }
}
