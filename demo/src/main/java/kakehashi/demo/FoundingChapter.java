package kakehashi.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kakehashi.demo.Telling.Held;
import kakehashi.web.Words;

/// The ceremonies, and the exchange of cross-certificates with the partners that are there from the beginning.
final class FoundingChapter {
    private static final List<DemoDomain> PARTNERS =
            List.of(DemoDomain.COMPANIES, DemoDomain.LOCAL, DemoDomain.ACCREDITED);

    private final Telling telling;

    FoundingChapter(Telling telling) {
        this.telling = telling;
    }

    /// Opens the domains.
    DemoWorld open(DemoWorld.Ground ground) {
        telling.chapter("1. 鍵生成セレモニーと相互認証", "1. The ceremonies, and the cross-certification");
        return DemoWorld.open(ground, this::tell);
    }

    private void tell(DemoSite site) {
        Words words = site.domain().words();
        String cas = site.domain().cas().stream()
                .map(ca -> telling.words(ca.japanese(), ca.english()))
                .collect(Collectors.joining(telling.words("、", ", ")));
        boolean isNew = site.made() > 0;
        telling.step(
                words.japanese() + (isNew ? "：鍵管理者 3 人と担当職員 6 人が設け、認証局を作りました" : "：前回の実演から続けます"),
                words.english()
                        + (isNew
                                ? ": founded by three custodians and six officers, CAs made"
                                : ": goes on from an earlier run"),
                () -> Held.yes(cas, cas));
        site.ports()
                .moved()
                .ifPresent(before -> telling.note(
                        "ポート " + before + " は使われているので、" + site.ports().http() + " と "
                                + site.ports().ldap() + " を使います",
                        "ports " + before + " are taken; it uses "
                                + site.ports().http() + " and " + site.ports().ldap()));
    }

    /// Has the partners cross-certified where they are not yet.
    void certify(DemoWorld world) {
        for (DemoDomain domain : List.of(DemoDomain.GOVERNMENT, DemoDomain.LOCAL)) {
            DemoSite site = world.site(domain);
            CrossCase own = CrossCase.within(site).orElseThrow();
            telling.step(
                    "互いに証明: " + domain.anchor().japanese() + " ↔ "
                            + domain.outward().japanese(),
                    "certified each other: " + domain.anchor().english() + " ↔ "
                            + domain.outward().english(),
                    () -> exchange(own));
        }
        for (DemoDomain partner : PARTNERS) {
            CrossCase cross = CrossCase.withPartner(world.government(), world.site(partner));
            Words terms = terms(CrossTerms.toPartner(partner));
            String ours = telling.words(
                    DemoDomain.GOVERNMENT.outward().japanese(),
                    DemoDomain.GOVERNMENT.outward().english());
            String theirs = telling.words(
                    partner.outward().japanese(), partner.outward().english());
            telling.step("相互認証: " + ours + " ↔ " + theirs, "cross-certified: " + ours + " ↔ " + theirs, () -> {
                exchange(cross);
                return Held.yes(terms.japanese(), terms.english());
            });
        }
    }

    private static Held exchange(CrossCase cross) {
        if (!cross.isInForce()) {
            cross.exchange();
        }
        return Held.yes();
    }

    private static Words terms(CrossTerms terms) {
        Map.Entry<String, String> mapping =
                terms.policies().mappings().entrySet().iterator().next();
        String policies = mapping.getKey() + " = " + mapping.getValue();
        boolean deeper = terms.pathLength().orElse(1) > 0;
        String names = !terms.names().permitted().isEmpty()
                ? terms.names().permitted().getFirst()
                : terms.names().excluded().getFirst();
        String bare = names.substring(names.indexOf(':') + 1);
        boolean within = !terms.names().permitted().isEmpty();
        return new Words(
                "ポリシー " + policies + "、名前は " + bare + (within ? " の中だけ" : " などを除く")
                        + (deeper ? "、その先の認証局 1 段" : "、その先に認証局なし"),
                "policy " + policies + "; names " + (within ? "only within " : "outside of ") + bare
                        + (within ? "" : " and others") + (deeper ? "; one CA behind it" : "; no CA behind it"));
    }

    /// Opens the public zones, and has everybody collect from the others.
    void publish(DemoWorld world, DemoPages pages) {
        world.publish(pages);
        telling.step(
                "公開側を開き、互いの証明書と CRL を HTTP で集めました",
                "the public zones opened and collected each other's certificates and CRLs over HTTP",
                () -> Held.after(DemoClient.await(() -> {
                    world.collect();
                    return hasAll(world);
                })));
        world.all().forEach(site -> telling.link(site.ports().url("/repository")));
    }

    private static boolean hasAll(DemoWorld world) {
        int authorities = world.all().stream()
                .mapToInt(site -> site.domain().cas().size())
                .sum();
        var collected = world.government().collecting().material();
        int collectable = authorities - DemoDomain.GOVERNMENT.cas().size();
        return collected.crls().size() >= collectable
                && collected.certificates().size() >= collectable;
    }
}
