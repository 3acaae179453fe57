package kakehashi.x509;

import java.util.EnumSet;
import java.util.Set;

/// How an SCVP client wants its response (RFC 5055 §3.2.5). Flags at their default are not written out; written out
/// all the same, they are read.
///
/// @param flags the flags that are TRUE
public record ResponseFlags(Set<Flag> flags) {
    /// One flag.
    public enum Flag {
        /// The whole request is repeated in the response, not its digest. Default FALSE.
        FULL_REQUEST_IN_RESPONSE(false),
        /// The response names the policy instead of telling all its values. Default TRUE.
        RESPONSE_VALIDATION_POL_BY_REF(true),
        /// The response is signed or carries a MAC. Default TRUE.
        PROTECT_RESPONSE(true),
        /// A response from a cache will do. Default TRUE.
        CACHED_RESPONSE(true);

        private final boolean byDefault;

        Flag(boolean byDefault) {
            this.byDefault = byDefault;
        }

        private int tag() {
            return Tag.primitive(ordinal());
        }
    }

    /// What holds when the client says nothing.
    public static final ResponseFlags DEFAULT = new ResponseFlags(
            EnumSet.of(Flag.RESPONSE_VALIDATION_POL_BY_REF, Flag.PROTECT_RESPONSE, Flag.CACHED_RESPONSE));

    public ResponseFlags {
        flags = Set.copyOf(flags);
    }

    /// Whether the flag is TRUE.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /// The same flags, this one TRUE.
    public ResponseFlags with(Flag flag) {
        EnumSet<Flag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new ResponseFlags(more);
    }

    /// The same flags, this one FALSE.
    public ResponseFlags without(Flag flag) {
        EnumSet<Flag> fewer = EnumSet.noneOf(Flag.class);
        fewer.addAll(flags);
        fewer.remove(flag);
        return new ResponseFlags(fewer);
    }

    static ResponseFlags read(DerReader reader) {
        int outer = reader.enterSequence();
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            boolean value = reader.nextIs(flag.tag()) ? reader.bool(flag.tag()) : flag.byDefault;
            if (value) {
                flags.add(flag);
            }
        }
        reader.leave(outer);
        return new ResponseFlags(flags);
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            for (Flag flag : Flag.values()) {
                if (has(flag) != flag.byDefault) {
                    s.bool(flag.tag(), has(flag));
                }
            }
        });
    }
}
