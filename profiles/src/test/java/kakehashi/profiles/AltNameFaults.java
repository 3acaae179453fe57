package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.stream.Stream;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Tag;

final class AltNameFaults {
    private AltNameFaults() {}

    static Stream<LintFault> all() {
        return altNames();
    }

    private static Stream<LintFault> altNames() {
        GeneralName good = new GeneralName.DnsName("a.go.jp");
        return Stream.of(
                f(AltNameLint.DNS_SYNTAX, GENERAL, c -> alt(c, new GeneralName.DnsName("a..go.jp"))),
                f(AltNameLint.DNS_SYNTAX, GENERAL, c -> alt(c, new GeneralName.DnsName("-a.go.jp"))),
                f(AltNameLint.DNS_A_LABEL, GENERAL, c -> alt(c, new GeneralName.DnsName("xn--a.go.jp"))),
                f(AltNameLint.DNS_A_LABEL, GENERAL, c -> alt(c, new GeneralName.DnsName("ab--c.go.jp"))),
                f(AltNameLint.MAILBOX_SYNTAX, GENERAL, c -> alt(c, new GeneralName.Rfc822Name("<a@go.jp>"))),
                f(AltNameLint.UTF8_MAILBOX_NEEDED, GENERAL, c -> alt(c, smtp("hanako@go.jp"))),
                f(AltNameLint.URI_SYNTAX, GENERAL, c -> alt(c, uri("index.html"))),
                f(AltNameLint.URI_HOST, GENERAL, c -> alt(c, uri("http://server/x"))),
                f(AltNameLint.ALT_NAME_NOT_EMPTY, GENERAL, c -> alt(c, new GeneralName.DirectoryName(Name.EMPTY))),
                f(AltNameLint.ALT_NAME_ONCE, GENERAL, c -> alt(c, good, good)),
                f(
                        AltNameLint.ALT_NAME_NOT_CRITICAL,
                        INTERNET_SERVER,
                        c -> recritical(c, INTERNET_SERVER, KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        AltNameLint.ISSUER_ALT_NAME_NOT_CRITICAL,
                        OFFICIAL_POST,
                        c -> recritical(c, OFFICIAL_POST, KnownExtension.ISSUER_ALT_NAME)));
    }

    private static GeneralName smtp(String mailbox) {
        return new GeneralName.OtherName(
                GeneralName.OtherName.SMTP_UTF8_MAILBOX, DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, mailbox)));
    }
}
