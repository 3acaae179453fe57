package kakehashi.keys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// The functions of a PKCS#11 v2.40 module (Cryptoki) that signing needs, through the foreign function interface.
///
/// The layout is that of Linux on 64 bits: `CK_ULONG` has eight octets, structures are not packed. A return value
/// other than `CKR_OK` is a [CryptokiError] by name. A module is loaded and initialised for the life of the
/// process.
final class Cryptoki {
    private static final int MAX_OBJECTS = 4096;
    private static final int MAX_SIGNATURE = 1024;
    private static final long UNAVAILABLE = -1;

    private final Linker linker = Linker.nativeLinker();
    private final MemorySegment functions;
    private final MethodHandle getSlotList;
    private final MethodHandle getTokenInfo;
    private final MethodHandle openSession;
    private final MethodHandle closeSession;
    private final MethodHandle closeAllSessions;
    private final MethodHandle getSessionInfo;
    private final MethodHandle login;
    private final MethodHandle logout;
    private final MethodHandle createObject;
    private final MethodHandle destroyObject;
    private final MethodHandle getAttributeValue;
    private final MethodHandle findObjectsInit;
    private final MethodHandle findObjects;
    private final MethodHandle findObjectsFinal;
    private final MethodHandle signInit;
    private final MethodHandle sign;
    private final MethodHandle generateKey;
    private final MethodHandle generateKeyPair;

    private Cryptoki(MemorySegment functions) {
        this.functions = functions;
        getSlotList = function(4, JAVA_BYTE, ADDRESS, ADDRESS);
        getTokenInfo = function(6, JAVA_LONG, ADDRESS);
        openSession = function(12, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        closeSession = function(13, JAVA_LONG);
        closeAllSessions = function(14, JAVA_LONG);
        getSessionInfo = function(15, JAVA_LONG, ADDRESS);
        login = function(18, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        logout = function(19, JAVA_LONG);
        createObject = function(20, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
        destroyObject = function(22, JAVA_LONG, JAVA_LONG);
        getAttributeValue = function(24, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        findObjectsInit = function(26, JAVA_LONG, ADDRESS, JAVA_LONG);
        findObjects = function(27, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
        findObjectsFinal = function(28, JAVA_LONG);
        signInit = function(42, JAVA_LONG, ADDRESS, JAVA_LONG);
        sign = function(43, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
        generateKey = function(58, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        generateKeyPair = function(59, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    }

    /// The function at a place of `CK_FUNCTION_LIST`, which begins with a version padded to eight octets.
    @SuppressWarnings("restricted")
    private MethodHandle function(int index, MemoryLayout... parameters) {
        MemorySegment address = functions.get(ADDRESS, 8 + 8L * index);
        return linker.downcallHandle(address, FunctionDescriptor.of(JAVA_LONG, parameters));
    }

    /// Loads and initialises a module.
    ///
    /// @throws TokenUnavailable when there is no such module
    @SuppressWarnings("restricted")
    static Cryptoki load(Path library) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = SymbolLookup.libraryLookup(library, Arena.global())
                    .find("C_GetFunctionList")
                    .orElseThrow(() ->
                            new TokenUnavailable(TokenUnavailable.Fault.NO_MODULE, "not a PKCS#11 module: " + library));
            MethodHandle getFunctionList =
                    Linker.nativeLinker().downcallHandle(entry, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
            MemorySegment pointer = arena.allocate(ADDRESS);
            check("C_GetFunctionList", () -> (long) getFunctionList.invokeExact(pointer));
            Cryptoki module = new Cryptoki(pointer.get(ADDRESS, 0).reinterpret(8 + 8 * 68));
            module.initialize();
            return module;
        } catch (IllegalArgumentException e) {
            throw new TokenUnavailable(
                    TokenUnavailable.Fault.NO_MODULE, "cannot load " + library, new java.io.IOException(e));
        } catch (CryptokiError e) {
            throw e.unavailable();
        }
    }

    /// "CKF_OS_LOCKING_OK: the library can use the native operating system threading model for locking" (PKCS#11
    /// v2.40 §3.7): many threads may call at once.
    private void initialize() {
        MethodHandle initialize = function(0, ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(48, 8);
            arguments.set(JAVA_LONG, 32, 2);
            check("C_Initialize", () -> {
                long code = (long) initialize.invokeExact(arguments);
                return code == CkReturn.CRYPTOKI_ALREADY_INITIALIZED ? CkReturn.OK : code;
            });
        }
    }

    /// A call whose result is a `CK_RV`.
    private interface Call {
        long run() throws Throwable;
    }

    private static void check(String function, Call call) {
        long code;
        try {
            code = call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
        if (code != CkReturn.OK) {
            throw new CryptokiError(function, code);
        }
    }

    /// A slot with a token in it.
    ///
    /// @param flags of its `CK_TOKEN_INFO`
    record Slot(long id, String label, String serialNumber, long flags) {
        private static final long USER_PIN_FINAL_TRY = 0x20000;
        private static final long USER_PIN_LOCKED = 0x40000;

        /// What the token says of the user's PIN after it refused one; it never says how many tries are left
        /// but when it is one. "CKF_USER_PIN_FINAL_TRY: supplying an incorrect user PIN will cause it to become
        /// locked. CKF_USER_PIN_LOCKED: the user PIN has been locked." (PKCS#11 v2.40 §3.2)
        ActivationRefusal refusedPin() {
            if ((flags & USER_PIN_LOCKED) != 0) {
                return ActivationRefusal.PIN_LOCKED;
            }
            return (flags & USER_PIN_FINAL_TRY) != 0
                    ? ActivationRefusal.WRONG_PIN_ONE_TRY_LEFT
                    : ActivationRefusal.WRONG_PIN;
        }
    }

    List<Slot> slotsWithTokens() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            byte present = 1;
            check("C_GetSlotList", () -> (long) getSlotList.invokeExact(present, MemorySegment.NULL, count));
            long expected = count.get(JAVA_LONG, 0);
            MemorySegment ids = arena.allocate(JAVA_LONG, Math.max(1, expected));
            check("C_GetSlotList", () -> (long) getSlotList.invokeExact(present, ids, count));
            List<Slot> slots = new ArrayList<>();
            for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
                slots.add(slot(arena, ids.getAtIndex(JAVA_LONG, i)));
            }
            return slots;
        }
    }

    /// `CK_TOKEN_INFO` begins with label (32 octets), manufacturer (32), model (16) and serial number (16), all
    /// padded with blanks, and the flags.
    Slot slot(long id) {
        try (Arena arena = Arena.ofConfined()) {
            return slot(arena, id);
        }
    }

    private Slot slot(Arena arena, long id) {
        MemorySegment info = arena.allocate(208, 8);
        check("C_GetTokenInfo", () -> (long) getTokenInfo.invokeExact(id, info));
        return new Slot(id, text(info.asSlice(0, 32)), text(info.asSlice(80, 16)), info.get(JAVA_LONG, 96));
    }

    private static String text(MemorySegment padded) {
        return new String(padded.toArray(JAVA_BYTE), StandardCharsets.UTF_8).stripTrailing();
    }

    /// What a session may do to the token: `CKF_SERIAL_SESSION`, with or without `CKF_RW_SESSION`.
    enum Access {
        READING(4),
        WRITING(4 | 2);

        private final long flags;

        Access(long flags) {
            this.flags = flags;
        }
    }

    long openSession(long slot, Access access) {
        long flags = access.flags;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(JAVA_LONG);
            check("C_OpenSession", () ->
                    (long) openSession.invokeExact(slot, flags, MemorySegment.NULL, MemorySegment.NULL, handle));
            return handle.get(JAVA_LONG, 0);
        }
    }

    void closeSession(long session) {
        check("C_CloseSession", () -> (long) closeSession.invokeExact(session));
    }

    void closeAllSessions(long slot) {
        check("C_CloseAllSessions", () -> (long) closeAllSessions.invokeExact(slot));
    }

    /// Whose PIN is given.
    enum User {
        USER(1),
        CONTEXT_SPECIFIC(2);

        private final long number;

        User(long number) {
            this.number = number;
        }
    }

    void login(long session, User user, Secret pin) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment octets = arena.allocate(Math.max(1, pin.length()));
            int length = pin.use(source -> {
                MemorySegment.copy(source, 0, octets, JAVA_BYTE, 0, source.length);
                return source.length;
            });
            long count = length;
            long type = user.number;
            try {
                check("C_Login", () -> (long) login.invokeExact(session, type, octets, count));
            } finally {
                octets.fill((byte) 0);
            }
        }
    }

    void logout(long session) {
        check("C_Logout", () -> (long) logout.invokeExact(session));
    }

    void destroy(long session, long object) {
        check("C_DestroyObject", () -> (long) destroyObject.invokeExact(session, object));
    }

    /// Makes an object and answers its handle.
    long create(long session, List<CkAttribute> attributes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = CkAttribute.template(arena, attributes);
            MemorySegment handle = arena.allocate(JAVA_LONG);
            long size = attributes.size();
            check("C_CreateObject", () -> (long) createObject.invokeExact(session, template, size, handle));
            return handle.get(JAVA_LONG, 0);
        }
    }

    /// `CK_SESSION_INFO { slotID, state, flags, ulDeviceError }`; the states 1 and 3 are those of a user. A session
    /// opened after a loss and before the new login is valid and sees no private object: not "there is none".
    private void requireLogin(long session) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(32, 8);
            check("C_GetSessionInfo", () -> (long) getSessionInfo.invokeExact(session, info));
            long state = info.get(JAVA_LONG, 8);
            if (state != 1 && state != 3) {
                throw new CryptokiError("C_FindObjects", CkReturn.USER_NOT_LOGGED_IN);
            }
        }
    }

    /// The handles of the objects that have all these attributes, as the user sees them.
    List<Long> find(long session, List<CkAttribute> attributes) {
        requireLogin(session);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = CkAttribute.template(arena, attributes);
            long size = attributes.size();
            check("C_FindObjectsInit", () -> (long) findObjectsInit.invokeExact(session, template, size));
            MemorySegment handles = arena.allocate(JAVA_LONG, MAX_OBJECTS);
            MemorySegment count = arena.allocate(JAVA_LONG);
            try {
                long most = MAX_OBJECTS;
                check("C_FindObjects", () -> (long) findObjects.invokeExact(session, handles, most, count));
            } finally {
                check("C_FindObjectsFinal", () -> (long) findObjectsFinal.invokeExact(session));
            }
            return Arrays.stream(handles.asSlice(0, 8 * count.get(JAVA_LONG, 0)).toArray(JAVA_LONG))
                    .boxed()
                    .toList();
        }
    }

    /// The value of an attribute; empty when the object has none or does not show it.
    Optional<Bytes> attribute(long session, long object, long type) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = arena.allocate(CkAttribute.OCTETS, 8);
            template.set(JAVA_LONG, 0, type);
            long length = attributeLength(session, object, template);
            if (length == UNAVAILABLE) {
                return Optional.empty();
            }
            MemorySegment value = arena.allocate(Math.max(1, length));
            template.set(ADDRESS, 8, value);
            check("C_GetAttributeValue", () -> (long) getAttributeValue.invokeExact(session, object, template, 1L));
            return Optional.of(Bytes.wrap(value.asSlice(0, length).toArray(JAVA_BYTE)));
        }
    }

    private long attributeLength(long session, long object, MemorySegment template) {
        try {
            check("C_GetAttributeValue", () -> (long) getAttributeValue.invokeExact(session, object, template, 1L));
            return template.get(JAVA_LONG, 16);
        } catch (CryptokiError e) {
            // CKR_ATTRIBUTE_SENSITIVE and CKR_ATTRIBUTE_TYPE_INVALID.
            if (e.code() == 0x11 || e.code() == 0x12) {
                return UNAVAILABLE;
            }
            throw e;
        }
    }

    void signInit(long session, CkMechanism mechanism, long key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment structure = mechanism.in(arena);
            check("C_SignInit", () -> (long) signInit.invokeExact(session, structure, key));
        }
    }

    Bytes sign(long session, Bytes data) {
        try (Arena arena = Arena.ofConfined()) {
            long length = data.length();
            MemorySegment input = arena.allocate(Math.max(1, length));
            MemorySegment.copy(data.toArray(), 0, input, JAVA_BYTE, 0, data.length());
            MemorySegment output = arena.allocate(MAX_SIGNATURE);
            MemorySegment size = arena.allocateFrom(JAVA_LONG, MAX_SIGNATURE);
            check("C_Sign", () -> (long) sign.invokeExact(session, input, length, output, size));
            return Bytes.wrap(output.asSlice(0, size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE));
        }
    }

    /// Makes a secret key and answers its handle.
    long generate(long session, CkMechanism mechanism, List<CkAttribute> attributes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment structure = mechanism.in(arena);
            MemorySegment template = CkAttribute.template(arena, attributes);
            MemorySegment handle = arena.allocate(JAVA_LONG);
            long size = attributes.size();
            check("C_GenerateKey", () -> (long) generateKey.invokeExact(session, structure, template, size, handle));
            return handle.get(JAVA_LONG, 0);
        }
    }

    /// The handles of a new key pair.
    record PairHandles(long publicKey, long privateKey) {}

    PairHandles generate(
            long session, CkMechanism mechanism, List<CkAttribute> publicKey, List<CkAttribute> privateKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment structure = mechanism.in(arena);
            MemorySegment publicTemplate = CkAttribute.template(arena, publicKey);
            MemorySegment privateTemplate = CkAttribute.template(arena, privateKey);
            MemorySegment handles = arena.allocate(JAVA_LONG, 2);
            MemorySegment first = handles.asSlice(0, 8);
            MemorySegment second = handles.asSlice(8, 8);
            long publicSize = publicKey.size();
            long privateSize = privateKey.size();
            check("C_GenerateKeyPair", () -> (long) generateKeyPair.invokeExact(
                    session, structure, publicTemplate, publicSize, privateTemplate, privateSize, first, second));
            return new PairHandles(handles.getAtIndex(JAVA_LONG, 0), handles.getAtIndex(JAVA_LONG, 1));
        }
    }
}
