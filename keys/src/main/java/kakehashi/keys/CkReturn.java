package kakehashi.keys;

import java.util.Map;

/// Return values of PKCS#11 by name (v2.40, pkcs11t.h).
final class CkReturn {
    static final long OK = 0;
    static final long SLOT_ID_INVALID = 0x03;
    static final long ACTION_PROHIBITED = 0x1b;
    static final long DEVICE_ERROR = 0x30;
    static final long DEVICE_REMOVED = 0x32;
    static final long FUNCTION_NOT_SUPPORTED = 0x54;
    static final long KEY_HANDLE_INVALID = 0x60;
    static final long KEY_TYPE_INCONSISTENT = 0x63;
    static final long KEY_FUNCTION_NOT_PERMITTED = 0x68;
    static final long OBJECT_HANDLE_INVALID = 0x82;
    static final long PIN_INCORRECT = 0xa0;
    static final long PIN_INVALID = 0xa1;
    static final long PIN_LEN_RANGE = 0xa2;
    static final long PIN_EXPIRED = 0xa3;
    static final long PIN_LOCKED = 0xa4;
    static final long SESSION_CLOSED = 0xb0;
    static final long SESSION_HANDLE_INVALID = 0xb3;
    static final long SESSION_READ_ONLY = 0xb5;
    static final long TOKEN_NOT_PRESENT = 0xe0;
    static final long TOKEN_WRITE_PROTECTED = 0xe2;
    static final long USER_ALREADY_LOGGED_IN = 0x100;
    static final long USER_NOT_LOGGED_IN = 0x101;
    static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;

    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(0x02L, "HOST_MEMORY"),
            Map.entry(SLOT_ID_INVALID, "SLOT_ID_INVALID"),
            Map.entry(0x05L, "GENERAL_ERROR"),
            Map.entry(0x06L, "FUNCTION_FAILED"),
            Map.entry(0x07L, "ARGUMENTS_BAD"),
            Map.entry(0x0aL, "CANT_LOCK"),
            Map.entry(0x10L, "ATTRIBUTE_READ_ONLY"),
            Map.entry(0x11L, "ATTRIBUTE_SENSITIVE"),
            Map.entry(0x12L, "ATTRIBUTE_TYPE_INVALID"),
            Map.entry(0x13L, "ATTRIBUTE_VALUE_INVALID"),
            Map.entry(ACTION_PROHIBITED, "ACTION_PROHIBITED"),
            Map.entry(0x20L, "DATA_INVALID"),
            Map.entry(0x21L, "DATA_LEN_RANGE"),
            Map.entry(DEVICE_ERROR, "DEVICE_ERROR"),
            Map.entry(0x31L, "DEVICE_MEMORY"),
            Map.entry(DEVICE_REMOVED, "DEVICE_REMOVED"),
            Map.entry(0x50L, "FUNCTION_CANCELED"),
            Map.entry(FUNCTION_NOT_SUPPORTED, "FUNCTION_NOT_SUPPORTED"),
            Map.entry(KEY_HANDLE_INVALID, "KEY_HANDLE_INVALID"),
            Map.entry(0x62L, "KEY_SIZE_RANGE"),
            Map.entry(KEY_TYPE_INCONSISTENT, "KEY_TYPE_INCONSISTENT"),
            Map.entry(KEY_FUNCTION_NOT_PERMITTED, "KEY_FUNCTION_NOT_PERMITTED"),
            Map.entry(0x70L, "MECHANISM_INVALID"),
            Map.entry(0x71L, "MECHANISM_PARAM_INVALID"),
            Map.entry(OBJECT_HANDLE_INVALID, "OBJECT_HANDLE_INVALID"),
            Map.entry(0x90L, "OPERATION_ACTIVE"),
            Map.entry(0x91L, "OPERATION_NOT_INITIALIZED"),
            Map.entry(PIN_INCORRECT, "PIN_INCORRECT"),
            Map.entry(PIN_INVALID, "PIN_INVALID"),
            Map.entry(PIN_LEN_RANGE, "PIN_LEN_RANGE"),
            Map.entry(PIN_EXPIRED, "PIN_EXPIRED"),
            Map.entry(PIN_LOCKED, "PIN_LOCKED"),
            Map.entry(SESSION_CLOSED, "SESSION_CLOSED"),
            Map.entry(0xb1L, "SESSION_COUNT"),
            Map.entry(SESSION_HANDLE_INVALID, "SESSION_HANDLE_INVALID"),
            Map.entry(SESSION_READ_ONLY, "SESSION_READ_ONLY"),
            Map.entry(0xd0L, "TEMPLATE_INCOMPLETE"),
            Map.entry(0xd1L, "TEMPLATE_INCONSISTENT"),
            Map.entry(TOKEN_NOT_PRESENT, "TOKEN_NOT_PRESENT"),
            Map.entry(0xe1L, "TOKEN_NOT_RECOGNIZED"),
            Map.entry(TOKEN_WRITE_PROTECTED, "TOKEN_WRITE_PROTECTED"),
            Map.entry(USER_ALREADY_LOGGED_IN, "USER_ALREADY_LOGGED_IN"),
            Map.entry(USER_NOT_LOGGED_IN, "USER_NOT_LOGGED_IN"),
            Map.entry(0x102L, "USER_PIN_NOT_INITIALIZED"),
            Map.entry(0x103L, "USER_TYPE_INVALID"),
            Map.entry(0x104L, "USER_ANOTHER_ALREADY_LOGGED_IN"),
            Map.entry(0x130L, "DOMAIN_PARAMS_INVALID"),
            Map.entry(0x140L, "CURVE_NOT_SUPPORTED"),
            Map.entry(0x150L, "BUFFER_TOO_SMALL"),
            Map.entry(0x190L, "CRYPTOKI_NOT_INITIALIZED"),
            Map.entry(CRYPTOKI_ALREADY_INITIALIZED, "CRYPTOKI_ALREADY_INITIALIZED"));

    private CkReturn() {}

    /// The name, such as `CKR_PIN_LOCKED`; the number in hexadecimal for others.
    static String name(long value) {
        return "CKR_" + NAMES.getOrDefault(value, "0x" + Long.toHexString(value));
    }
}
