package kakehashi.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.console.Console;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedOrder;
import kakehashi.x509.SerialNumber;

/// Makes an order of its text.
///
/// @param console whose clock and language count
/// @param installation as the command line names it, when the text does not
/// @param authority the CA as the command line names it, when the text does not
record OrderDraft(Console console, Optional<Digest> installation, Optional<Id> authority) {
    /// In the place of a serial number that could not be read, which was noted.
    private static final SerialNumber NOBODY = SerialNumber.of(java.math.BigInteger.ONE);

    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 90;

    /// The order of a text; empty when something was wrong, which was noted.
    Optional<SignedOrder> draft(OrderForm form, OrderTable text) {
        if (SubscriberDraft.isMeant(form, text)) {
            return new SubscriberDraft(console.language(), installation(text), authority(text), now())
                    .draft(form, text);
        }
        if (form == OrderForm.ISSUE) {
            return issue(text);
        }
        Digest of = installation(text);
        Optional<Id> ca = form.kind().authority() == kakehashi.contract.OrderKind.Field.MUST
                ? Optional.of(authority(text))
                : Optional.empty();
        Duration life = life(text);
        Instant now = now();
        return body(form, text, of, ca)
                .map(body -> SignedOrder.of(
                        new Order(
                                of,
                                Chance.id(),
                                Chance.salt(),
                                form.kind(),
                                ca,
                                Optional.empty(),
                                Optional.empty(),
                                now,
                                now.plus(life),
                                body.der()),
                        Optional.empty()));
    }

    Instant now() {
        return console.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// The installation: as the text says, else the command line.
    Digest installation(OrderTable text) {
        return text.has("installation") || installation.isEmpty() ? text.digest("installation") : installation.get();
    }

    private Id authority(OrderTable text) {
        return text.has("authority") || authority.isEmpty() ? text.id("authority") : authority.get();
    }

    private static Duration life(OrderTable text) {
        return Duration.ofDays(text.has("life-days") ? text.number("life-days", 1, MOST_DAYS) : USUAL_DAYS);
    }

    /// An issue order rests on a filing, which brings installation and items.
    private Optional<SignedOrder> issue(OrderTable text) {
        Optional<FilingFile> filed = FilingFile.parse(text.file("filing"));
        if (filed.isEmpty()) {
            text.fault("filing", text.text("filing"), "申請のファイル", "a file with a filing");
        }
        Id ca = authority(text);
        Duration life = life(text);
        Instant now = now();
        Optional<Digest> wanted = text.has("installation") ? Optional.of(text.digest("installation")) : installation;
        return filed.map(filing -> {
            if (wanted.isPresent() && !wanted.get().equals(filing.filing().installation())) {
                text.fault("filing", text.text("filing"), "この設備のための申請", "a filing for this installation");
            }
            if (now.isAfter(filing.filing().expiresAt())) {
                text.fault(
                        "filing",
                        text.text("filing"),
                        "期限の残っている申請",
                        "a filing that has not expired at " + filing.filing().expiresAt());
            }
            Order order = new Order(
                    filing.filing().installation(),
                    Chance.id(),
                    Chance.salt(),
                    OrderKind.ISSUE,
                    Optional.of(ca),
                    Optional.of(Digest.of(filing.signed().statement())),
                    Optional.empty(),
                    now,
                    now.plus(life),
                    filing.body().der());
            return SignedOrder.of(order, Optional.of(filing.signed()));
        });
    }

    private Optional<OrderBody> body(OrderForm form, OrderTable text, Digest of, Optional<Id> ca) {
        return switch (form) {
            case ISSUE -> Optional.empty();
            case REVOKE -> revoke(text);
            case SUSPEND, RESUME -> Optional.of(new HoldBody(serials(text.tables("certificate"))));
            case CRL -> text.word("crl", CrlBody.class).map(body -> body);
            case OFFICER_PUT, OFFICER_END, OFFICER_END_CREDENTIAL -> new OfficerDraft(of).draft(form, text);
            case PROFILE_PUT, PROFILE_END, POLICY_PUT, POLICY_END, AUTHORISATION_GRANT, AUTHORISATION_STOP, ERASE ->
                new RegisterDraft(console.language()).draft(form, text);
            case CA_KEY,
                    CA_CREATE,
                    CA_CERTIFY,
                    CA_ROLLOVER,
                    CA_END,
                    CA_RECEIVE,
                    CROSS_CERTIFY,
                    CROSS_PUBLISH,
                    CROSS_WITHDRAW -> new AuthorityDraft(console.language(), ca.orElseThrow(), now()).draft(form, text);
            case RULES -> RulesDraft.draft(text);
            case KEYS -> KeysDraft.draft(text, of);
        };
    }

    /// The serial numbers of certificates, each once: the vault refuses an order that names one twice.
    private static List<SerialNumber> serials(List<OrderTable> certificates) {
        Set<SerialNumber> named = new HashSet<>();
        List<SerialNumber> serials = new ArrayList<>();
        for (OrderTable one : certificates) {
            SerialNumber serial = serial(one);
            if (!named.add(serial) && !serial.equals(NOBODY)) {
                String key = one.has("file") ? "file" : "serial";
                one.fault(key, one.text(key), "それぞれ一度だけの証明書", "each certificate once");
            }
            serials.add(serial);
        }
        return serials;
    }

    private static Optional<OrderBody> revoke(OrderTable text) {
        List<OrderTable> certificates = text.tables("certificate");
        List<SerialNumber> serials = serials(certificates);
        List<RevokeBody.Item> items = new ArrayList<>();
        for (int i = 0; i < serials.size(); i++) {
            SerialNumber serial = serials.get(i);
            Optional<Instant> since = certificates.get(i).optionalTime("invalid-since");
            certificates
                    .get(i)
                    .reason("reason")
                    .ifPresent(reason -> items.add(new RevokeBody.Item(serial, reason, since)));
        }
        return Optional.of(new RevokeBody(items));
    }

    /// The certificate's file, or its serial number.
    private static SerialNumber serial(OrderTable one) {
        return one.has("file")
                ? one.certificate("file").map(c -> c.serialNumber()).orElse(NOBODY)
                : one.serial("serial");
    }
}
