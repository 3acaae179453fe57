package kakehashi.repository;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One connection of a client of the directory: anonymous, and for reading only.
final class LdapSession extends LDAPListenerRequestHandler {
    private static final String READ_ONLY = "this directory is for reading";

    private final LdapDoor door;
    private final Optional<LDAPListenerClientConnection> connection;
    /// The library gives it to nobody while somebody writes.
    private final Optional<Socket> socket;
    /// When the client last asked something, or had its answer.
    private volatile long since;

    LdapSession(LdapDoor door, Optional<LDAPListenerClientConnection> connection) {
        this.door = door;
        this.connection = connection;
        this.socket = connection.map(LDAPListenerClientConnection::getSocket);
        this.since = System.nanoTime();
    }

    /// Whether the client has asked nothing, or not read its answer, for longer than that.
    boolean isSilentFor(Duration limit) {
        return System.nanoTime() - since > limit.toNanos();
    }

    /// Closes the socket; whoever reads or writes is told so.
    void cut() {
        try {
            if (socket.isPresent()) {
                socket.get().close();
            }
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    private void touch() {
        since = System.nanoTime();
    }

    @Override
    public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection client) {
        LdapSession session = new LdapSession(door, Optional.of(client));
        door.admit(client, session);
        return session;
    }

    @Override
    public void closeInstance() {
        connection.ifPresent(door::leave);
    }

    /// RFC 4513 §5.1: anonymous is an empty name with an empty password. A name without a password is refused, as
    /// its user may take it for more than it is (§5.1.2).
    @Override
    public LDAPMessage processBindRequest(int id, BindRequestProtocolOp request, List<Control> controls) {
        touch();
        ResultCode code;
        if (request.getCredentialsType() != BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
            code = ResultCode.AUTH_METHOD_NOT_SUPPORTED;
        } else if (request.getSimplePassword().getValueLength() > 0) {
            code = ResultCode.INVALID_CREDENTIALS;
        } else {
            code = request.getBindDN().isEmpty() ? ResultCode.SUCCESS : ResultCode.UNWILLING_TO_PERFORM;
        }
        return new LDAPMessage(id, new BindResponseProtocolOp(code.intValue(), null, null, List.of(), null));
    }

    /// The library takes `null` where nothing is left to be sent.
    @Override
    public LDAPMessage processSearchRequest(int id, SearchRequestProtocolOp request, List<Control> controls) {
        touch();
        Optional<LDAPMessage> last = search(id, request, controls);
        touch();
        door.searches().count(LdapOutcome.of(last));
        return last.orElse(null);
    }

    /// Answers a search.
    ///
    /// @return the last message; empty when that went out with the last entry
    private Optional<LDAPMessage> search(int id, SearchRequestProtocolOp request, List<Control> controls) {
        LDAPListenerClientConnection client = connection.orElseThrow();
        try {
            DirectoryTree tree = door.tree();
            if (hasUnknownCritical(controls)) {
                return Optional.of(done(id, ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, Optional.empty()));
            }
            Optional<ByteBuffer> known = tree.prepared().known(request);
            if (known.isPresent()) {
                LdapSending.sendPrepared(
                        client, id, known.get(), List.of(done(id, ResultCode.SUCCESS, Optional.empty())));
                return Optional.empty();
            }
            LdapSearch.Answer answer = new LdapSearch(tree, door.limits()).answer(request);
            return send(client, new Answering(id, request, tree, answer));
        } catch (LDAPException e) {
            return Optional.of(done(id, e.getResultCode(), Optional.empty()));
        }
    }

    /// What is sent to one search.
    private record Answering(int id, SearchRequestProtocolOp request, DirectoryTree tree, LdapSearch.Answer answer) {
        boolean isOneRead() {
            return answer.entries().size() == 1 && answer.code().equals(ResultCode.SUCCESS);
        }

        LDAPMessage last() {
            return done(id, answer.code(), answer.matched());
        }
    }

    /// Sends the entries.
    ///
    /// @return the last message; empty when that went out with the last entry
    private Optional<LDAPMessage> send(LDAPListenerClientConnection client, Answering answering) throws LDAPException {
        int left = answering.answer.entries().size();
        for (SearchResultEntryProtocolOp entry : answering.answer.entries()) {
            Optional<ByteBuffer> ready = answering.tree.prepared(entry);
            left--;
            if (ready.isPresent()) {
                if (answering.isOneRead()) {
                    answering.tree.prepared().remember(answering.request, ready.get());
                }
                List<LDAPMessage> last = left == 0 ? List.of(answering.last()) : List.of();
                LdapSending.sendPrepared(client, answering.id, ready.get(), last);
                if (left == 0) {
                    return Optional.empty();
                }
            } else if (!door.sending().send(entry, one -> client.sendSearchResultEntry(answering.id, one))) {
                return Optional.of(done(answering.id, ResultCode.BUSY, Optional.empty()));
            }
        }
        return Optional.of(answering.last());
    }

    private static boolean hasUnknownCritical(List<Control> controls) {
        return controls.stream().anyMatch(Control::isCritical);
    }

    private static LDAPMessage done(int id, ResultCode code, Optional<DN> matched) {
        return new LDAPMessage(
                id,
                new SearchResultDoneProtocolOp(
                        code.intValue(), matched.map(DN::toString).orElse(null), null, List.of()));
    }

    @Override
    public LDAPMessage processCompareRequest(int id, CompareRequestProtocolOp request, List<Control> controls) {
        touch();
        ResultCode code = new LdapSearch(door.tree(), door.limits()).compare(request);
        return new LDAPMessage(id, new CompareResponseProtocolOp(code.intValue(), null, null, List.of()));
    }

    @Override
    public LDAPMessage processAddRequest(int id, AddRequestProtocolOp request, List<Control> controls) {
        return refused(id, new AddResponseProtocolOp(refusal(), null, READ_ONLY, List.of()));
    }

    @Override
    public LDAPMessage processDeleteRequest(int id, DeleteRequestProtocolOp request, List<Control> controls) {
        return refused(id, new DeleteResponseProtocolOp(refusal(), null, READ_ONLY, List.of()));
    }

    @Override
    public LDAPMessage processModifyRequest(int id, ModifyRequestProtocolOp request, List<Control> controls) {
        return refused(id, new ModifyResponseProtocolOp(refusal(), null, READ_ONLY, List.of()));
    }

    @Override
    public LDAPMessage processModifyDNRequest(int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return refused(id, new ModifyDNResponseProtocolOp(refusal(), null, READ_ONLY, List.of()));
    }

    /// RFC 4511 §4.12: a request that is not recognised is answered with protocolError.
    @Override
    public LDAPMessage processExtendedRequest(int id, ExtendedRequestProtocolOp request, List<Control> controls) {
        int code = ResultCode.PROTOCOL_ERROR.intValue();
        return refused(id, new ExtendedResponseProtocolOp(code, null, null, List.of(), null, null));
    }

    private static int refusal() {
        return ResultCode.UNWILLING_TO_PERFORM.intValue();
    }

    private LDAPMessage refused(int id, ProtocolOp answer) {
        touch();
        return new LDAPMessage(id, answer);
    }
}
