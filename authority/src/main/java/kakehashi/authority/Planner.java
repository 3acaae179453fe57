package kakehashi.authority;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.contract.CaBody;
import kakehashi.contract.CardKey;
import kakehashi.contract.Credential;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.HoldBody;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Request;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Role;
import kakehashi.contract.Signed;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.profiles.KeyCheck;
import kakehashi.profiles.KeyIdentity;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.LintFinding;
import kakehashi.profiles.Linting;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Works out what an order would do: checks keys and their possession, prepares and lints certificates, finds those
/// to be revoked. Many threads plan at once; each plan says under which view of the state it was made.
public final class Planner {
    private final OfficerRegister officers;
    private final Examination examination;
    private final Lookup lookup;
    private final Supplier<SerialNumber> serials;
    private volatile KeyCheck keyCheck = new KeyCheck(KeyBlocklist.EMPTY);

    public Planner(OfficerRegister officers, Examination examination, Lookup lookup, Supplier<SerialNumber> serials) {
        this.officers = officers;
        this.examination = examination;
        this.lookup = lookup;
        this.serials = serials;
    }

    /// From now on keys of this list are refused.
    public void refuse(KeyBlocklist known) {
        keyCheck = new KeyCheck(known);
    }

    /// The plan of an order under a view, at a time.
    public Grounds.Planned plan(Grounds grounds, View view, Instant now) {
        Optional<View.Ca> ca = grounds.order()
                .authority()
                .flatMap(id -> Optional.ofNullable(view.authorities().get(id)));
        List<ItemPlan.Asked> asked = new ArrayList<>();
        List<ItemPlan> items = new ArrayList<>();
        List<Optional<Certificate>> certificates = new ArrayList<>();
        OrderBody body = grounds.body();
        if (body instanceof IssueBody(List<IssueBody.Item> wanted)) {
            for (IssueBody.Item item : wanted) {
                items.add(plan(item, ca, view, now, asked));
            }
        } else if (body instanceof CrossBody.Withdraw withdraw) {
            certificates.add(find(ca, withdraw.serial()));
        } else if (body instanceof CaBody || body instanceof CrossBody) {
            items.addAll(new TemplatePlanner(view, lookup, keyCheck, serials).plan(grounds, ca, now));
        } else if (body instanceof RevokeBody(List<RevokeBody.Item> revoked)) {
            revoked.forEach(item -> certificates.add(find(ca, item.serial())));
        } else if (body instanceof HoldBody(List<SerialNumber> held)) {
            held.forEach(serial -> certificates.add(find(ca, serial)));
        }
        return new Grounds.Planned(grounds, view, asked, items, certificates);
    }

    private Optional<Certificate> find(Optional<View.Ca> ca, SerialNumber serial) {
        return ca.flatMap(known -> lookup.certificate(known.id(), serial));
    }

    private ItemPlan plan(
            IssueBody.Item item, Optional<View.Ca> ca, View view, Instant now, List<ItemPlan.Asked> asked) {
        Optional<Request> request = Request.parse(item.request()).toOptional();
        if (request.isEmpty()) {
            return unfit(OrderRule.MALFORMED);
        }
        Request r = request.get();
        asked.add(new ItemPlan.Asked(r.profile(), r.subject(), r.names(), r.applicant()));
        AuthorityState.KnownProfile profile = view.profiles().get(r.profile());
        Optional<IssuingCa> issuing = ca.flatMap(View.Ca::issuing);
        if (issuing.isEmpty()) {
            return unfit(ca.isEmpty() ? OrderRule.NO_SUCH_AUTHORITY : OrderRule.AUTHORITY_ENDED);
        }
        if (profile == null) {
            return unfit(OrderRule.NO_SUCH_PROFILE);
        }
        if (isOfCas(profile)) {
            return unfit(OrderRule.PROFILE_OF_CAS);
        }
        if (!isPossessed(item, now)) {
            return unfit(OrderRule.NO_POSSESSION);
        }
        return weakness(keyCheck, item.key()).orElseGet(() -> prepare(r, item.key(), ca.get(), profile.profile(), now));
    }

    /// Certificates of CAs take orders of the kinds `ca` and `crossCertificate`, which more persons must approve.
    static boolean isOfCas(AuthorityState.KnownProfile profile) {
        return Linting.holder(profile.profile().kind()) == Effect.Holder.AUTHORITY;
    }

    /// Why a key must not be certified, for whomever it is; empty for a good one. Whether another subject has it is
    /// compared at the decision ([IssueOrders]).
    static Optional<ItemPlan> weakness(KeyCheck check, SubjectPublicKeyInfo key) {
        List<String> found = check.check(key).stream()
                .filter(LintFinding::isError)
                .map(finding -> finding.rule().id())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new ItemPlan.Unfit(OrderRule.WEAK_KEY, found));
    }

    private boolean isPossessed(IssueBody.Item item, Instant now) {
        return switch (item.possession()) {
            case IssueBody.Possession.Pkcs10(Bytes der) ->
                CertificationRequest.parse(der)
                        .toOptional()
                        .filter(pkcs10 -> pkcs10.subjectPublicKeyInfo().equals(item.key()))
                        .filter(CertificationRequest::verifiesItself)
                        .isPresent();
            case IssueBody.Possession.Crmf(Bytes der) ->
                CertificateRequestMessage.parse(der)
                        .toOptional()
                        .filter(message -> message.subjectPublicKeyInfo().equals(item.key()))
                        .filter(CertificateRequestMessage::verifiesItself)
                        .isPresent();
            case IssueBody.Possession.Card(Bytes der) -> isVouchedFor(der, item.key(), now);
        };
    }

    /// A card officer's statement that the key is the card's.
    private boolean isVouchedFor(Bytes der, SubjectPublicKeyInfo key, Instant now) {
        Optional<Signed> signed = Signed.parse(der).toOptional();
        Optional<CardKey> card =
                signed.flatMap(s -> CardKey.parse(s.statement()).toOptional());
        return card.filter(c -> c.key().equals(Digest.of(key.der())))
                .flatMap(c -> officers.credential(signed.get().credential())
                        .filter(by -> by.credential().use() == Credential.Use.CARD_KEY)
                        .filter(by -> by.officer().officer().equals(c.officer()))
                        .filter(by -> by.officer().roles().contains(Role.CARD_OFFICER))
                        .filter(by -> !now.isAfter(by.officer().notAfter()))
                        .filter(by -> examination.isOfThisInstallation(c.installation()))
                        .filter(by -> examination.holds(signed.get(), by)))
                .isPresent();
    }

    private ItemPlan prepare(
            Request request, SubjectPublicKeyInfo key, View.Ca ca, CertificateProfile profile, Instant now) {
        IssuingCa issuing = ca.issuing().orElseThrow();
        SerialNumber serial = serials.get();
        RequestedCertificate wanted = new RequestedCertificate(
                request.subject(),
                request.names().isEmpty() ? Optional.empty() : Optional.of(request.names()),
                key,
                request.notAfter());
        return switch (Preparation.prepare(profile, issuing, wanted, now, serial)) {
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                new ItemPlan.Unfit(
                        OrderRule.NOT_PREPARED,
                        refusals.stream().map(refusal -> refusal.rule().id()).toList());
            case PreparationOutcome.Prepared(PreparedCertificate prepared) ->
                ready(ca, prepared, Linting.ofProfile(profile, issuing).withRequestedKey(key), profile);
        };
    }

    private ItemPlan ready(View.Ca ca, PreparedCertificate prepared, LintContext context, CertificateProfile profile) {
        Certificate unsigned = prepared.unsigned();
        return Linting.refusal(unsigned, context)
                .<ItemPlan>map(findings -> new ItemPlan.Unfit(OrderRule.LINT, findings))
                .orElseGet(() -> new ItemPlan.Ready(
                        ca.id(),
                        ca.certifiedKey(),
                        unsigned.serialNumber(),
                        prepared,
                        unsigned,
                        KeyIdentity.of(unsigned.subjectPublicKeyInfo()),
                        Linting.holder(profile.kind()),
                        profile.visibility()));
    }

    static ItemPlan unfit(OrderRule rule) {
        return new ItemPlan.Unfit(rule, List.of());
    }
}
