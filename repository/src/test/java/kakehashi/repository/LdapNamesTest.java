package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapNamesTest {
    private static Entry entry() {
        Entry entry = new Entry("ou=BridgeCA,o=Japanese Government,c=JP");
        entry.addAttribute("objectClass", "top", "organizationalUnit", "pkiCA");
        entry.addAttribute("OU", "BridgeCA");
        entry.addAttribute("cACertificate;binary", new byte[] {'a'});
        return entry;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(2.5.4.11=bridgeca)",
                "(organizationalUnitName=Bridge*)",
                "(2.5.4.11=*)",
                "(objectClass=2.5.6.22)",
                "(2.5.4.0=PKICA)",
                "(2.5.4.37;binary=a)",
                "(2.5.4.37=*)",
                "(!(2.5.4.11=x))"
            })
    void rfc4512_2_5_anAttributeIsMeantByItsNumberAndItsLongName(String filter) throws LDAPException {
        assertThat(LdapFilter.selects(Filter.create(filter), entry())).isTrue();
    }

    @Test
    void whatIsUnknownIsNoOther() throws LDAPException {
        assertThat(LdapFilter.selects(Filter.create("(2.5.4.12=bridgeca)"), entry()))
                .isFalse();
        assertThat(LdapFilter.isMeant(entry().getAttribute("OU"), "2.5.4.11")).isTrue();
        assertThat(LdapFilter.isMeant(entry().getAttribute("OU"), "2.5.4.10")).isFalse();
    }
}
