package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.authority.OfficerHand;
import kakehashi.contract.Credential;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.Role;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.keys.KeyCredential;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// An officer of the demonstration, with software credentials in the officers' token.
///
/// @param name a made-up name
/// @param role the role
/// @param filing signs filings
/// @param approving signs approvals, in a client
record DemoPerson(String name, Role role, OfficerHand filing, OfficerHand approving) {
    /// The person's keys in the token, made at the first time.
    static DemoPerson of(String name, Role role, Token token) {
        Id officer = id("officer " + name);
        return new DemoPerson(
                name,
                role,
                new OfficerHand(
                        KeyCredential.of(signer(token, name + " filing")).orElseThrow(), id("filing " + name), officer),
                new OfficerHand(
                        KeyCredential.of(signer(token, name + " client")).orElseThrow(),
                        id("client " + name),
                        officer));
    }

    static Signer signer(Token token, String label) {
        KeyEntry entry = token.keys().stream()
                .filter(key -> key.label().equals(label))
                .findFirst()
                .orElseGet(
                        () -> token.generate(KeyRequest.of(label, KeyKind.P256)).orElseThrow());
        return token.signer(entry.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
    }

    /// An id that is the same at every start.
    static Id id(String name) {
        return new Id(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)).sha256().slice(0, Id.OCTETS));
    }

    private Id person() {
        return id("person " + name);
    }

    private List<Credential> credentials() {
        return List.of(
                credential(filing, Credential.Use.FILING, Credential.Display.PORTAL),
                credential(approving, Credential.Use.APPROVAL, Credential.Display.CLIENT));
    }

    private static Credential credential(OfficerHand hand, Credential.Use use, Credential.Display display) {
        return new Credential(
                hand.credential(),
                use,
                display,
                Credential.Algorithm.ECDSA_P256_SHA256,
                hand.signer().credential().key(),
                Optional.empty());
    }

    /// The officer as genesis names him.
    Officer officer(Scope scope, Instant notAfter) {
        Salt salt = new Salt(Bytes.wrap(name.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .sha256());
        return new Officer(
                approving.officer(),
                person(),
                Officer.nameDigest(salt, name),
                List.of(role),
                scope,
                credentials(),
                notAfter);
    }

    /// Each credential's own signature, by which it enters the register.
    List<Bytes> enrolments(Instant now) {
        List<Bytes> enrolments = new ArrayList<>();
        List<Credential> credentials = credentials();
        enrolments.add(filing.sign(new Enrolment(Optional.empty(), person(), credentials.get(0), now))
                .der());
        enrolments.add(approving
                .sign(new Enrolment(Optional.empty(), person(), credentials.get(1), now))
                .der());
        return enrolments;
    }
}
