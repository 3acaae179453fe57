package kakehashi.keys;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Objects of a PKCS#11 token that are no key pairs: secret keys for MACs, and private data objects.
final class Pkcs11Items {
    private static final long GENERIC_SECRET_TYPE = 0x10;
    private static final long MAC_KEY_OCTETS = 32;

    private static final String APPLICATION = "kakehashi";
    private static final int NUMBER_OCTETS = 8;
    private static final int MOST_ROUNDS = 8;

    private Pkcs11Items() {}

    /// A secret key as an object.
    record MacKeyObject(long handle, boolean isKept) {}

    static List<MacKeyObject> macKeys(Cryptoki module, long session, String label) {
        List<CkAttribute> wanted = List.of(
                CkAttribute.number(CkAttribute.CLASS, CkAttribute.SECRET_KEY_CLASS),
                CkAttribute.number(CkAttribute.KEY_TYPE, GENERIC_SECRET_TYPE),
                CkAttribute.text(CkAttribute.LABEL, label));
        return module.find(session, wanted).stream()
                .map(handle -> new MacKeyObject(handle, isKept(module, session, handle)))
                .toList();
    }

    private static boolean isKept(Cryptoki module, long session, long handle) {
        return Pkcs11Keys.isYes(module, session, handle, CkAttribute.SENSITIVE)
                && !Pkcs11Keys.isYes(module, session, handle, CkAttribute.EXTRACTABLE);
    }

    static long macKey(Cryptoki module, long session, String label) {
        List<MacKeyObject> found = macKeys(module, session, label);
        if (found.size() != 1) {
            throw new TokenUnavailable(found.size() + " MAC keys with the label " + label);
        }
        return found.getFirst().handle();
    }

    /// Makes a key that makes MACs and does nothing else, and never leaves the token.
    static long makeMacKey(Cryptoki module, long session, String label) {
        long handle = module.generate(
                session,
                CkMechanism.makingMacKeys(),
                List.of(
                        CkAttribute.number(CkAttribute.CLASS, CkAttribute.SECRET_KEY_CLASS),
                        CkAttribute.number(CkAttribute.KEY_TYPE, GENERIC_SECRET_TYPE),
                        CkAttribute.number(CkAttribute.VALUE_LEN, MAC_KEY_OCTETS),
                        CkAttribute.yes(CkAttribute.TOKEN),
                        CkAttribute.yes(CkAttribute.PRIVATE),
                        CkAttribute.yes(CkAttribute.SENSITIVE),
                        CkAttribute.no(CkAttribute.EXTRACTABLE),
                        CkAttribute.yes(CkAttribute.SIGN),
                        CkAttribute.no(CkAttribute.DERIVE),
                        CkAttribute.text(CkAttribute.LABEL, label)));
        if (!isKept(module, session, handle)) {
            module.destroy(session, handle);
            throw new IllegalStateException("the module made a MAC key that it would give away");
        }
        return handle;
    }

    /// A note as an object. Its value is a number of eight octets, one more at every writing, and the content.
    ///
    /// Modules differ in whether the value of a data object may be changed (SoftHSM refuses), so a new object takes
    /// the place of the old one, and while both are there the higher number counts.
    private record NoteObject(long handle, Bytes value) {
        long number() {
            return value.asByteBuffer().getLong();
        }

        Bytes content() {
            return value.slice(NUMBER_OCTETS, value.length());
        }
    }

    static Optional<Bytes> note(Cryptoki module, long session, String label) {
        return notes(module, session, label).stream()
                .max(Comparator.comparing(NoteObject::value))
                .map(NoteObject::content);
    }

    private static List<NoteObject> notes(Cryptoki module, long session, String label) {
        List<CkAttribute> wanted = List.of(
                CkAttribute.number(CkAttribute.CLASS, CkAttribute.DATA_CLASS),
                CkAttribute.text(CkAttribute.APPLICATION, APPLICATION),
                CkAttribute.text(CkAttribute.LABEL, label));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Long> handles = module.find(session, wanted);
            List<NoteObject> notes = handles.stream()
                    .flatMap(handle -> note(module, session, handle).stream())
                    .toList();
            if (!notes.isEmpty() || handles.isEmpty()) {
                return notes;
            }
        }
        throw new TokenUnavailable("a note changes faster than it can be read: " + label);
    }

    /// The note; empty when a writer has just put another in its place.
    private static Optional<NoteObject> note(Cryptoki module, long session, long handle) {
        try {
            return module.attribute(session, handle, CkAttribute.VALUE)
                    .filter(value -> value.length() >= NUMBER_OCTETS)
                    .map(value -> new NoteObject(handle, value));
        } catch (CryptokiError e) {
            if (e.code() == CkReturn.OBJECT_HANDLE_INVALID) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Writes the new note before the old one goes, so that a crash loses neither. Answers its handle.
    static long putNote(Cryptoki module, long session, String label, Bytes content) {
        List<NoteObject> old = notes(module, session, label);
        long last = old.stream().mapToLong(NoteObject::number).max().orElse(0);
        ByteBuffer value = ByteBuffer.allocate(NUMBER_OCTETS + content.length());
        value.putLong(last + 1).put(content.asByteBuffer());
        long fresh = module.create(
                session,
                List.of(
                        CkAttribute.number(CkAttribute.CLASS, CkAttribute.DATA_CLASS),
                        CkAttribute.yes(CkAttribute.TOKEN),
                        CkAttribute.yes(CkAttribute.PRIVATE),
                        CkAttribute.text(CkAttribute.APPLICATION, APPLICATION),
                        CkAttribute.text(CkAttribute.LABEL, label),
                        new CkAttribute(CkAttribute.VALUE, Bytes.wrap(value.array()))));
        old.forEach(note -> module.destroy(session, note.handle()));
        return fresh;
    }
}
