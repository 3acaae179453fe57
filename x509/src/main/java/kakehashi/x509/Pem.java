package kakehashi.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Textual encodings (RFC 7468): files with labelled blocks of base64, and what people send in their place.
public final class Pem {
    /// The longest file that is read, in octets.
    public static final int MAX_OCTETS = 1 << 28;

    /// The largest number of blocks that are read from a file.
    public static final int MAX_BLOCKS = 100_000;

    public static final String CERTIFICATE = "CERTIFICATE";
    public static final String X509_CRL = "X509 CRL";
    public static final String CERTIFICATE_REQUEST = "CERTIFICATE REQUEST";
    public static final String PKCS7 = "PKCS7";
    public static final String CMS = "CMS";

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LINE = 64;

    private Pem() {}

    /// A block of a file.
    ///
    /// @param label what the armour says is inside, such as `CERTIFICATE`; empty when there was no armour
    /// @param content the octets, usually DER
    public record Block(String label, Bytes content) {}

    /// Reads a file: blocks where it has armour, else its octets decoded if all of them are base64, else its octets
    /// as they are, which then are taken for DER. Text before, between and after the blocks is passed over
    /// (RFC 7468 §2). Refuses blocks without end or with another label at their end, headers inside blocks, which
    /// RFC 7468 does not have, and text in blocks that is not base64.
    public static Parsed<List<Block>> decode(Bytes file) {
        return Parsed.of(() -> {
            if (file.length() > MAX_OCTETS) {
                throw new MalformedDer(0, "file of more than " + MAX_OCTETS + " octets");
            }
            return blocks(file);
        });
    }

    /// Reads text that was pasted in, as [#decode(Bytes)] does.
    public static Parsed<List<Block>> decode(String text) {
        return decode(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Block> blocks(Bytes file) {
        if (isOneDerValue(file)) {
            return List.of(new Block("", file));
        }
        byte[] octets = file.toArray();
        int begin = find(octets, BEGIN, 0);
        if (begin >= 0) {
            return armoured(octets, begin);
        }
        byte[] digits = withoutSpace(octets, 0, octets.length);
        return List.of(new Block("", isBase64(digits) ? base64(digits, 0) : file));
    }

    /// Whether the octets are a SEQUENCE by their first header and length: DER may well contain armour as text.
    private static boolean isOneDerValue(Bytes file) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(file);
                    reader.skip(Tag.SEQUENCE);
                    reader.finish();
                    return file;
                })
                .toOptional()
                .isPresent();
    }

    private static List<Block> armoured(byte[] file, int first) {
        List<Block> blocks = new ArrayList<>();
        int begin = first;
        while (begin >= 0) {
            if (blocks.size() == MAX_BLOCKS) {
                throw new MalformedDer(begin, "more than " + MAX_BLOCKS + " blocks");
            }
            int labelFrom = begin + BEGIN.length();
            int labelTo = find(file, DASHES, labelFrom);
            int end = labelTo < 0 ? -1 : find(file, DASHES, labelTo + DASHES.length());
            if (end < 0) {
                throw new MalformedDer(begin, "block without end");
            }
            String label = new String(file, labelFrom, labelTo - labelFrom, StandardCharsets.ISO_8859_1);
            byte[] ending = (END + label + DASHES).getBytes(StandardCharsets.ISO_8859_1);
            int after = end + ending.length;
            if (after > file.length || !Arrays.equals(file, end, after, ending, 0, ending.length)) {
                throw new MalformedDer(end, "block that does not end with the label it begins with");
            }
            int contentFrom = labelTo + DASHES.length();
            blocks.add(new Block(label, base64(withoutSpace(file, contentFrom, end), contentFrom)));
            begin = find(file, BEGIN, after);
        }
        return List.copyOf(blocks);
    }

    private static int find(byte[] file, String text, int from) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i <= file.length - wanted.length; i++) {
            if (file[i] == '-' && Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] withoutSpace(byte[] file, int from, int to) {
        byte[] kept = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            boolean space = file[i] == ' ' || (file[i] >= '\t' && file[i] <= '\r');
            if (!space) {
                kept[length++] = file[i];
            }
        }
        return Arrays.copyOf(kept, length);
    }

    private static boolean isBase64(byte[] digits) {
        for (byte c : digits) {
            boolean digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!digit && c != '+' && c != '/' && c != '=') {
                return false;
            }
        }
        return digits.length > 0;
    }

    private static Bytes base64(byte[] digits, int at) {
        if (digits.length % 4 != 0 || !isBase64(digits)) {
            throw new MalformedDer(at, "not base64");
        }
        try {
            return Bytes.wrap(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException e) {
            throw new MalformedDer(at, "not base64");
        }
    }

    /// Writes one block: lines of 64 characters, each ended by a line feed.
    ///
    /// @throws IllegalArgumentException when the label is not one of RFC 7468 §3
    public static String encode(String label, Bytes content) {
        boolean printable = label.chars().allMatch(c -> c >= 0x20 && c < 0x7f && c != '-');
        if (!printable || !label.equals(label.strip())) {
            throw new IllegalArgumentException("not a label: " + label);
        }
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        String body = lines.encodeToString(content.toArray());
        return BEGIN + label + DASHES + "\n" + body + (body.isEmpty() ? "" : "\n") + END + label + DASHES + "\n";
    }

    /// Writes a certificate.
    public static String encode(Certificate certificate) {
        return encode(CERTIFICATE, certificate.der());
    }

    /// Writes a CRL.
    public static String encode(Crl crl) {
        return encode(X509_CRL, crl.der());
    }

    /// Writes a certification request.
    public static String encode(CertificationRequest request) {
        return encode(CERTIFICATE_REQUEST, request.der());
    }
}
