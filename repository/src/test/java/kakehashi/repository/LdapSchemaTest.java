package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import kakehashi.testkit.TestCa;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapSchemaTest {
    private LdapDoor door;

    @BeforeAll
    void open() {
        FeedScene vault = new FeedScene();
        PublishedState state = PublishedState.of(vault.pin, InstantSource.fixed(FeedScene.NOW));
        TestCa ca = TestCa.root("OU=BridgeCA,O=Japanese Government,C=JP");
        state.offer(vault.publish(FeedScene.certificate(ca)));
        door = new LdapDoor(state, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LdapLimits.DEFAULT);
    }

    @AfterAll
    void close() {
        door.close();
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection("localhost", door.port());
    }

    @Test
    void rfc4512_4_2_aClientReadsTheSchemaOfWhatIsThere() throws LDAPException {
        try (LDAPConnection client = connect()) {
            RootDSE root = client.getRootDSE();
            assertThat(root.getSubschemaSubentryDN()).isEqualTo("cn=Subschema");
            Schema schema = client.getSchema();
            var entry = client.getEntry("ou=BridgeCA,o=Japanese Government,c=JP");
            assertThat(Stream.of(entry.getObjectClassValues()).map(schema::getObjectClass))
                    .doesNotContainNull();
            assertThat(entry.getAttributes().stream().map(one -> schema.getAttributeType(one.getBaseName())))
                    .isNotEmpty()
                    .doesNotContainNull();
            assertThat(schema.getObjectClass("pkiCA").getOptionalAttributes()).contains("crossCertificatePair");
        }
    }

    @Test
    void definesAllThatItNames() throws LDAPException {
        Schema schema = Schema.parseSchemaEntry(LdapSchema.subentry());
        for (ObjectClassDefinition one : schema.getObjectClasses()) {
            assertThat(Stream.of(one.getRequiredAttributes(), one.getOptionalAttributes())
                            .flatMap(Stream::of)
                            .map(schema::getAttributeType))
                    .as(one.toString())
                    .doesNotContainNull();
        }
        for (AttributeTypeDefinition one : schema.getAttributeTypes()) {
            assertThat(schema.getAttributeSyntax(one.getBaseSyntaxOID(schema)))
                    .as(one.toString())
                    .isNotNull();
            if (one.getEqualityMatchingRule() != null) {
                assertThat(schema.getMatchingRule(one.getEqualityMatchingRule()))
                        .as(one.toString())
                        .isNotNull();
            }
        }
    }

    @Test
    void isFoundUnderItsOwnNameOnly() throws LDAPException {
        try (LDAPConnection client = connect()) {
            assertThat(client.search("cn=subschema", SearchScope.BASE, "(objectClass=2.5.20.1)", "+")
                            .getSearchEntries())
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.hasAttribute("attributeTypes")).isTrue());
            assertThat(client.search("cn=subschema", SearchScope.ONE, "(objectClass=*)")
                            .getSearchEntries())
                    .isEmpty();
            assertThat(client.search("", SearchScope.SUB, "(objectClass=subschema)")
                            .getSearchEntries())
                    .isEmpty();
        }
    }

    @Test
    void theJdkReadsIt() throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        settings.put(Context.PROVIDER_URL, "ldap://localhost:" + door.port());
        DirContext context = new InitialDirContext(settings);
        try {
            DirContext schema = context.getSchema("ou=BridgeCA,o=Japanese Government,c=JP");
            assertThat(schema.getAttributes("ClassDefinition/pkiCA")
                            .get("NUMERICOID")
                            .get())
                    .isEqualTo("2.5.6.22");
            assertThat(schema.getAttributes("AttributeDefinition/cACertificate")
                            .get("NUMERICOID")
                            .get())
                    .isEqualTo("2.5.4.37");
        } finally {
            context.close();
        }
    }

    @Test
    void isReadByLdapsearch() throws IOException, InterruptedException {
        Path tool = Path.of("/usr/bin/ldapsearch");
        assumeTrue(Files.isExecutable(tool), "ldapsearch is not installed (package ldap-utils)");
        List<String> command = List.of(
                tool.toString(),
                "-x",
                "-LLL",
                "-H",
                "ldap://localhost:" + door.port(),
                "-s",
                "base",
                "-b",
                "",
                "subschemaSubentry");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("subschemaSubentry: cn=Subschema");
    }
}
