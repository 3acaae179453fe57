package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Role;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.x509.Bytes;

/// Orders about officers.
///
/// @param installation for which their credentials are enrolled
record OfficerDraft(Digest installation) {
    Optional<OrderBody> draft(OrderForm form, OrderTable text) {
        return form == OrderForm.OFFICER_PUT
                ? Optional.of(put(text))
                : Optional.of(
                        form == OrderForm.OFFICER_END
                                ? new OfficerBody.End(text.id("officer"))
                                : new OfficerBody.EndCredential(text.id("officer"), text.id("credential")));
    }

    private OfficerBody put(OrderTable text) {
        Id officer = text.id("officer");
        Id person = text.id("person");
        String name = text.text("name");
        List<Role> roles = text.wordList("roles", Role.class);
        if (roles.isEmpty()) {
            text.fault("roles", "[]", "一つ以上の役割", "one role or more");
        }
        List<Credential> credentials = new ArrayList<>();
        List<Bytes> enrolments = new ArrayList<>();
        List<String> files = text.texts("enrolments");
        if (files.isEmpty()) {
            text.fault("enrolments", "[]", "一つ以上の登録ファイル", "one file of an enrolment or more");
        }
        for (String file : files) {
            enrolment(text, file, person).ifPresent(found -> {
                credentials.add(found.enrolment().credential());
                enrolments.add(found.signed().der());
            });
        }
        Salt salt = Chance.salt();
        Officer record = new Officer(
                officer,
                person,
                Officer.nameDigest(salt, name),
                roles,
                scope(text),
                credentials,
                text.time("not-after"));
        return new OfficerBody.Put(record, name, salt, enrolments);
    }

    private Optional<EnrolmentFile> enrolment(OrderTable text, String file, Id person) {
        Bytes octets = text.octets("enrolments", file);
        Optional<EnrolmentFile> found = EnrolmentFile.parse(octets);
        if (!octets.isEmpty() && found.isEmpty()) {
            text.fault("enrolments", file, "登録のファイル", "a file with an enrolment");
        }
        found.ifPresent(enrolment -> check(enrolment, text, file, person));
        return found;
    }

    /// What the vault would refuse later, officers should learn before they approve.
    private void check(EnrolmentFile found, OrderTable text, String file, Id person) {
        if (!found.enrolment().person().equals(person)) {
            text.fault("enrolments", file, "この人の登録", "an enrolment of this person");
        }
        if (!found.enrolment().installation().equals(Optional.of(installation))) {
            text.fault("enrolments", file, "この設備のための登録", "an enrolment for this installation");
        }
        if (found.check() == EnrolmentFile.Check.WRONG) {
            text.fault("enrolments", file, "正しい署名のある登録", "an enrolment whose signature holds");
        }
    }

    private static Scope scope(OrderTable text) {
        Optional<OrderTable> scope = text.optionalTable("scope");
        return scope.map(s -> new Scope(
                        s.ids("authorities"),
                        s.ids("profiles"),
                        s.ids("offices"),
                        s.names("subtrees"),
                        s.texts("domains")))
                .orElse(new Scope(List.of(), List.of(), List.of(), List.of(), List.of()));
    }
}
