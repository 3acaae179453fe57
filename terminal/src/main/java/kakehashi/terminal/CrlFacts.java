package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Crl;
import kakehashi.x509.RevokedEntry;

/// A CRL in words; of its entries the first only.
final class CrlFacts {
    static final int ENTRIES_SHOWN = 20;

    private CrlFacts() {}

    static List<Fact> of(Crl crl) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.ISSUER, crl.issuer().toString()));
        facts.add(Fact.of(Label.THIS_UPDATE, crl.thisUpdate()));
        crl.nextUpdate().ifPresent(time -> facts.add(Fact.of(Label.NEXT_UPDATE, time)));
        crl.crlNumber().ifPresent(number -> facts.add(Fact.of(Label.CRL_NUMBER, number.toString())));
        crl.baseCrlNumber().ifPresent(number -> facts.add(Fact.of(Label.BASE_CRL_NUMBER, number.toString())));
        facts.add(CertificateFacts.algorithm(crl.signatureAlgorithm()));
        facts.add(Fact.of(Label.VERSION, crl.version()));
        facts.add(Fact.of(Label.ENTRY_COUNT, crl.entryCount()));
        List<RevokedEntry> first = crl.entries().limit(ENTRIES_SHOWN).toList();
        if (!first.isEmpty()) {
            facts.add(Fact.items(Label.ENTRIES, first, entry -> entry(entry, crl)));
        }
        facts.add(ExtensionFacts.of(crl.extensions()));
        CertificateFacts.addFingerprints(facts, crl.der());
        return facts;
    }

    private static Value entry(RevokedEntry entry, Crl crl) {
        List<Fact> facts = new ArrayList<>();
        CertificateFacts.addSerial(facts, entry.serialNumber());
        facts.add(Fact.of(Label.REVOKED_AT, entry.revocationDate()));
        entry.reason().ifPresent(reason -> facts.add(new Fact(Label.REASON, NameFacts.of(reason))));
        entry.invalidityDate().ifPresent(time -> facts.add(Fact.of(Label.INVALIDITY_DATE, time)));
        if (!entry.certificateIssuer().equals(crl.issuer())) {
            facts.add(Fact.of(Label.ISSUER, entry.certificateIssuer().toString()));
        }
        return new Value.Group(facts);
    }
}
