package kakehashi.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.testkit.TestCa;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FetchLdapTest {
    private static final FetchLimits LIMITS = new FetchLimits(100_000, Duration.ofMillis(800), 3);
    private static final TestCa CA = TestCa.root("CN=CA,O=Partner,C=JP");
    private static InMemoryDirectoryServer directory;

    private final FetchBudget budget = new FetchBudget(1_000_000);

    @BeforeAll
    static void start() throws LDAPException {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("c=JP");
        config.setSchema(null);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
        directory = new InMemoryDirectoryServer(config);
        directory.startListening();
        directory.add(new Entry("c=JP", new Attribute("objectClass", "country"), new Attribute("c", "JP")));
        directory.add(new Entry("o=Partner,c=JP", new Attribute("objectClass", "organization")));
        directory.add(new Entry(
                "cn=CA,o=Partner,c=JP",
                new Attribute("objectClass", "pkiCA"),
                new Attribute("cACertificate;binary", CA.certificate().der().toArray()),
                new Attribute("certificateRevocationList;binary", CA.crl().der().toArray()),
                new Attribute("description", "not asked for")));
        referral("cn=Here,c=JP", "ldap://partner.example/cn=CA,o=Partner,c=JP");
        referral("cn=Loop,c=JP", "ldap://partner.example/cn=Loop,c=JP");
        referral("cn=Inner,c=JP", "ldap://169.254.169.254/cn=x");
    }

    private static void referral(String name, String to) throws LDAPException {
        directory.add(new Entry(
                name, new Attribute("objectClass", "referral", "extensibleObject"), new Attribute("ref", to)));
    }

    @AfterAll
    static void stop() {
        directory.shutDown(true);
    }

    private FetchOutcome fetch(String url, InetSocketAddress server) {
        OutgoingRules rules = new OutgoingRules(
                List.of(), List.of(), Set.of(389), Map.of("partner.example", server), Optional.empty());
        return new Fetcher(new OutgoingAddress(rules, host -> List.of()), budget)
                .fetch(FetchPlace.parse(url).orElseThrow(), FetchAsk.PLAIN, LIMITS);
    }

    private FetchOutcome fetch(String url) {
        return fetch(url, new InetSocketAddress(InetAddress.getLoopbackAddress(), directory.getListenPort()));
    }

    private FetchFailure failure(String url) {
        FetchOutcome outcome = fetch(url);
        assertThat(outcome).isInstanceOf(FetchOutcome.Failed.class);
        return ((FetchOutcome.Failed) outcome).failure();
    }

    @Test
    void readsTheAttributesOfAnEntryAndNoOthers() {
        FetchOutcome.Fetched fetched = (FetchOutcome.Fetched) fetch("ldap://partner.example/cn=CA,o=Partner,c=JP");
        assertThat(fetched.pieces()).hasSize(2);
        CollectParcel parcel = CollectParcel.read(fetched.pieces()).orElseThrow();
        assertThat(parcel.certificates()).containsExactly(CA.certificate());
        assertThat(parcel.crls()).hasSize(1);
    }

    @Test
    void asksForTheAttributesThatTheUrlNames() {
        String url = "ldap://partner.example/cn=CA,o=Partner,c=JP?certificateRevocationList;binary?base";
        assertThat(((FetchOutcome.Fetched) fetch(url)).pieces()).hasSize(1);
    }

    @Test
    void followsAReferralAsAPlaceToBeCheckedAnew() {
        assertThat(fetch("ldap://partner.example/cn=Here,c=JP")).isInstanceOf(FetchOutcome.Fetched.class);
        assertThat(failure("ldap://partner.example/cn=Loop,c=JP")).isEqualTo(FetchFailure.TOO_MANY_REDIRECTS);
        assertThat(failure("ldap://partner.example/cn=Inner,c=JP")).isEqualTo(FetchFailure.ADDRESS_REFUSED);
    }

    @Test
    void tellsAnAbsentEntry() {
        assertThat(failure("ldap://partner.example/cn=Nobody,c=JP")).isEqualTo(FetchFailure.NOT_FOUND);
        assertThat(failure("ldap://partner.example/o=Partner,c=JP")).isEqualTo(FetchFailure.NOT_FOUND);
    }

    /// A server that answers every connection with the same octets, over and over.
    private FetchOutcome against(byte[] octets, int pauseMillis) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept();
                        OutputStream out = socket.getOutputStream()) {
                    while (true) {
                        out.write(octets);
                        out.flush();
                        Thread.sleep(pauseMillis);
                    }
                } catch (IOException | InterruptedException e) {
                    // The client had enough.
                }
            });
            InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            long start = System.nanoTime();
            FetchOutcome outcome = fetch("ldap://partner.example/cn=CA,c=JP", address);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            assertThat(budget.held()).isZero();
            assertThat(budget.peak()).isLessThanOrEqualTo(LIMITS.octets());
            return outcome;
        }
    }

    @Test
    void stopsADirectoryThatDrips() throws IOException {
        byte[] longMessage = {0x30, (byte) 0x83, 0x01, 0x00, 0x00};
        assertThat(((FetchOutcome.Failed) against(longMessage, 100)).failure()).isEqualTo(FetchFailure.TOO_SLOW);
    }

    @Test
    void stopsADirectoryThatFloods() throws IOException {
        byte[] vast = {0x30, (byte) 0x84, 0x7f, 0x00, 0x00, 0x00};
        assertThat(((FetchOutcome.Failed) against(vast, 0)).failure())
                .isIn(FetchFailure.BAD_ANSWER, FetchFailure.TOO_LARGE, FetchFailure.UNREACHABLE);
    }
}
