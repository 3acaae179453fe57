package kakehashi.contract;

import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// The body of an order, one type for each kind; `suspend` and `resume` share one.
public sealed interface OrderBody extends DerValue
        permits IssueBody,
                RevokeBody,
                HoldBody,
                CrlBody,
                OfficerBody,
                ProfileBody,
                PolicyBody,
                AuthorisationBody,
                CaBody,
                CrossBody,
                Rules,
                KeysBody,
                EraseBody {
    /// Parses the body of an order of a kind.
    static Parsed<OrderBody> parse(OrderKind kind, Bytes body) {
        return StatementReader.parse(body, Limits.BODY, reader -> switch (kind) {
            case ISSUE -> IssueBody.read(reader);
            case REVOKE -> RevokeBody.read(reader);
            case SUSPEND, RESUME -> HoldBody.read(reader);
            case CRL -> CrlBody.read(reader);
            case OFFICER -> OfficerBody.read(reader);
            case PROFILE -> ProfileBody.read(reader);
            case AUTHORISATION -> AuthorisationBody.read(reader);
            case CA -> CaBody.read(reader);
            case CROSS_CERTIFICATE -> CrossBody.read(reader);
            case RELYING_PARTY_POLICY -> PolicyBody.read(reader);
            case RULES -> Rules.read(reader);
            case KEYS -> KeysBody.read(reader);
            case ERASE -> EraseBody.read(reader);
        });
    }
}
