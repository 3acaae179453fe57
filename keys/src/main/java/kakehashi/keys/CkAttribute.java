package kakehashi.keys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kakehashi.x509.Bytes;

/// An attribute of a PKCS#11 object: its type and the octets of its value as C lays them out (Linux, LP64).
///
/// @param type one of the constants
/// @param value the octets
record CkAttribute(long type, Bytes value) {
    static final long CLASS = 0x00;
    static final long TOKEN = 0x01;
    static final long PRIVATE = 0x02;
    static final long LABEL = 0x03;
    static final long APPLICATION = 0x10;
    static final long VALUE = 0x11;
    static final long KEY_TYPE = 0x100;
    static final long ID = 0x102;
    static final long SENSITIVE = 0x103;
    static final long DECRYPT = 0x105;
    static final long UNWRAP = 0x107;
    static final long SIGN = 0x108;
    static final long SIGN_RECOVER = 0x109;
    static final long VERIFY = 0x10a;
    static final long DERIVE = 0x10c;
    static final long MODULUS = 0x120;
    static final long MODULUS_BITS = 0x121;
    static final long PUBLIC_EXPONENT = 0x122;
    static final long VALUE_LEN = 0x161;
    static final long EXTRACTABLE = 0x162;
    static final long NEVER_EXTRACTABLE = 0x164;
    static final long ALWAYS_SENSITIVE = 0x165;
    static final long EC_PARAMS = 0x180;
    static final long EC_POINT = 0x181;
    static final long ALWAYS_AUTHENTICATE = 0x202;

    static final long DATA_CLASS = 0;
    static final long CERTIFICATE_CLASS = 1;
    static final long PUBLIC_KEY_CLASS = 2;
    static final long PRIVATE_KEY_CLASS = 3;
    static final long SECRET_KEY_CLASS = 4;

    /// `CK_ATTRIBUTE { CK_ATTRIBUTE_TYPE type; CK_VOID_PTR pValue; CK_ULONG ulValueLen; }`
    static final long OCTETS = 24;

    static CkAttribute yes(long type) {
        return new CkAttribute(type, Bytes.ofHex("01"));
    }

    static CkAttribute no(long type) {
        return new CkAttribute(type, Bytes.ofHex("00"));
    }

    /// A `CK_ULONG`, in the order of octets of this machine.
    static CkAttribute number(long type, long value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocateFrom(ValueLayout.JAVA_LONG, value);
            return new CkAttribute(type, Bytes.wrap(number.toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    static CkAttribute text(long type, String value) {
        return new CkAttribute(type, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /// Lays a template out for a call.
    static MemorySegment template(Arena arena, List<CkAttribute> attributes) {
        MemorySegment array = arena.allocate(OCTETS * Math.max(1, attributes.size()), 8);
        long at = 0;
        for (CkAttribute attribute : attributes) {
            byte[] octets = attribute.value().toArray();
            MemorySegment value = arena.allocate(Math.max(1, octets.length));
            MemorySegment.copy(octets, 0, value, ValueLayout.JAVA_BYTE, 0, octets.length);
            array.set(ValueLayout.JAVA_LONG, at, attribute.type());
            array.set(ValueLayout.ADDRESS, at + 8, value);
            array.set(ValueLayout.JAVA_LONG, at + 16, octets.length);
            at += OCTETS;
        }
        return array;
    }
}
