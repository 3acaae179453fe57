package kakehashi.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Base-scope reads of a CA's entry with its CRL: the question in octets, where the answer ends, and OpenLDAP with
/// the same entry.
final class LdapPeers {
    static final String ENTRY = "ou=Ministry CA,o=Government,c=JP";
    private static final String ATTRIBUTE = "certificateRevocationList;binary";
    private static final Path SLAPD = Path.of("/usr/sbin/slapd");
    private static final Path SLAPADD = Path.of("/usr/sbin/slapadd");
    private static final int SEARCH_DONE = 0x65;

    private LdapPeers() {}

    /// The search request (RFC 4511 §4.5.1): the entry itself, any class, one attribute.
    static byte[] question() {
        byte[] search = tagged(
                0x63,
                tagged(0x04, utf8(ENTRY)),
                tagged(0x0a, new byte[1]),
                tagged(0x0a, new byte[1]),
                tagged(0x02, new byte[1]),
                tagged(0x02, new byte[1]),
                tagged(0x01, new byte[1]),
                tagged(0x87, utf8("objectClass")),
                tagged(0x30, tagged(0x04, utf8(ATTRIBUTE))));
        return tagged(0x30, tagged(0x02, new byte[] {7}), search);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            contents.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (contents.size() >= 0x80) {
            out.write(0x81);
        }
        out.write(contents.size());
        out.writeBytes(contents.toByteArray());
        return out.toByteArray();
    }

    /// The entry and the end of the search.
    static int length(byte[] octets, int length) {
        int at = 0;
        while (at + 6 <= length) {
            int[] outer = element(octets, at);
            int end = outer[0] + outer[1];
            if (end > length) {
                return -1;
            }
            int[] id = element(octets, outer[0]);
            if ((octets[id[0] + id[1]] & 0xff) == SEARCH_DONE) {
                int[] done = element(octets, id[0] + id[1]);
                require(octets[done[0] + 2] == 0 && at > 0, "the search found nothing");
                return end;
            }
            at = end;
        }
        return -1;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /// Where the contents of an element begin, and how long they are.
    private static int[] element(byte[] octets, int at) {
        int first = octets[at + 1] & 0xff;
        if (first < 0x80) {
            return new int[] {at + 2, first};
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | octets[at + 2 + i] & 0xff;
        }
        return new int[] {at + 2 + (first & 0x7f), length};
    }

    /// OpenLDAP with its port.
    record OpenLdap(ServerProcess process, int port) {}

    /// Starts OpenLDAP with the entry; empty where it is not installed.
    static Optional<OpenLdap> openLdap(Path folder, Bytes crl) throws IOException, InterruptedException {
        if (!Files.isExecutable(SLAPD) || !Files.isExecutable(SLAPADD)) {
            System.err.println("bench: OpenLDAP is not installed, and left out");
            return Optional.empty();
        }
        Path data = Files.createDirectories(folder.resolve("data"));
        String configuration = Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %s/slapd.pid
                loglevel 0
                database mdb
                maxsize 104857600
                suffix "c=JP"
                directory %s
                """.formatted(folder, data))
                .toString();
        Path entries = entries(folder, crl);
        int added = new ProcessBuilder(SLAPADD.toString(), "-f", configuration, "-l", entries.toString())
                .inheritIO()
                .start()
                .waitFor();
        require(added == 0, "slapadd failed");
        int port = NginxPeer.freePort();
        ServerProcess process = ServerProcess.start(
                List.of(SLAPD.toString(), "-d", "0", "-f", configuration, "-h", "ldap://127.0.0.1:" + port));
        ServerProcess.await(port);
        return Optional.of(new OpenLdap(process, port));
    }

    private static Path entries(Path folder, Bytes crl) throws IOException {
        return Files.writeString(folder.resolve("entries.ldif"), """
                dn: c=JP
                objectClass: country
                c: JP

                dn: o=Government,c=JP
                objectClass: organization
                o: Government

                dn: %s
                objectClass: organizationalUnit
                objectClass: pkiCA
                ou: Ministry CA
                %s:: %s
                """.formatted(
                        ENTRY, ATTRIBUTE, Base64.getEncoder().encodeToString(crl.toArray())));
    }
}
