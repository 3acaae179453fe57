package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An outside directory that does not take everything.
class DirectoryPublisherTest {
    private static final String WRITER = "cn=writer";
    private static final String REFUSED = "cn=CRL3-of-16,ou=BridgeCA,o=Japanese Government,c=JP";

    /// Refuses one entry, as a directory with a schema of its own may.
    private static final class Choosy extends InMemoryOperationInterceptor {
        @Override
        public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
            if (request.getRequest().getDN().equalsIgnoreCase(REFUSED)) {
                throw new LDAPException(ResultCode.OBJECT_CLASS_VIOLATION);
            }
        }
    }

    @Test
    void anEntryThatIsRefusedDoesNotKeepTheOthersOut(@TempDir Path folder) throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("c=JP");
        config.setSchema(null);
        config.addAdditionalBindCredentials(WRITER, "secret");
        config.addInMemoryOperationInterceptor(new Choosy());
        try (InMemoryDirectoryServer directory = new InMemoryDirectoryServer(config);
                PublishedScene scene = new PublishedScene(folder, List.of())) {
            directory.startListening();
            OutsideDirectory.Secret password = new OutsideDirectory.Secret("secret".toCharArray());
            DirectoryPublisher publisher = new DirectoryPublisher(new OutsideDirectory(
                    "localhost", directory.getListenPort(), Optional.empty(), WRITER, password, "c=JP"));
            DirectoryTree tree = DirectoryTree.of(scene.repository.state());
            assertThatThrownBy(() -> publisher.reconcile(tree, Repository.Reconciliation.MEND))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION));
            long refused = tree.ofAuthorities().stream()
                    .filter(entry -> entry.getDN().equalsIgnoreCase(REFUSED))
                    .count();
            assertThat(refused).isEqualTo(1);
            assertThat(directory.countEntries()).isEqualTo(tree.ofAuthorities().size() - 1);
        }
    }
}
