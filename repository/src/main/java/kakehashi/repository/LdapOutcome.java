package kakehashi.repository;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Map;
import java.util.Optional;
import kakehashi.web.Metrics;
import kakehashi.web.Tally;

/// What a search came to (RFC 4511 §4.1.9), as the figures count it.
enum LdapOutcome {
    SUCCESS(ResultCode.SUCCESS, "success"),
    SIZE_LIMIT_EXCEEDED(ResultCode.SIZE_LIMIT_EXCEEDED, "sizeLimitExceeded"),
    ADMIN_LIMIT_EXCEEDED(ResultCode.ADMIN_LIMIT_EXCEEDED, "adminLimitExceeded"),
    UNAVAILABLE_CRITICAL_EXTENSION(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "unavailableCriticalExtension"),
    NO_SUCH_OBJECT(ResultCode.NO_SUCH_OBJECT, "noSuchObject"),
    INVALID_DN_SYNTAX(ResultCode.INVALID_DN_SYNTAX, "invalidDNSyntax"),
    BUSY(ResultCode.BUSY, "busy"),
    /// Another code, or the client went before it had its answer.
    OTHER(ResultCode.OTHER, "other");

    private static final LdapOutcome[] ALL = values();

    private final int code;
    private final String word;

    LdapOutcome(ResultCode code, String word) {
        this.code = code.intValue();
        this.word = word;
    }

    /// @param last the last message; empty when it went out with an entry, which is a success
    static LdapOutcome of(Optional<LDAPMessage> last) {
        return last.map(message -> of(message.getSearchResultDoneProtocolOp().getResultCode()))
                .orElse(SUCCESS);
    }

    private static LdapOutcome of(int code) {
        for (LdapOutcome one : ALL) {
            if (one.code == code) {
                return one;
            }
        }
        return OTHER;
    }

    static void offer(Tally<LdapOutcome> searches, Metrics metrics) {
        searches.offer(
                metrics,
                new Tally.Series("kakehashi_ldap_searches_total", "Searches of the directory.", Map.of(), "result"),
                one -> one.word);
    }
}
