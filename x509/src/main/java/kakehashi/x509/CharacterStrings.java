package kakehashi.x509;

import java.nio.charset.StandardCharsets;

/// The character string types whose octets are neither ASCII nor UTF-8 (X.690 §8.23).
final class CharacterStrings {
    private CharacterStrings() {}

    /// BMPString: two octets a character, no surrogates.
    static String bmp(DerReader reader, Bytes contents) {
        if (contents.length() % 2 != 0) {
            throw reader.malformed("BMPString of an odd number of octets");
        }
        StringBuilder text = new StringBuilder(contents.length() / 2);
        for (int i = 0; i < contents.length(); i += 2) {
            char c = (char) (contents.at(i) << 8 | contents.at(i + 1));
            if (Character.isSurrogate(c)) {
                throw reader.malformed("BMPString with a surrogate");
            }
            text.append(c);
        }
        return text.toString();
    }

    /// UniversalString: four octets a character.
    static String universal(DerReader reader, Bytes contents) {
        if (contents.length() % 4 != 0) {
            throw reader.malformed("UniversalString not of four octets a character");
        }
        StringBuilder text = new StringBuilder(contents.length() / 4);
        for (int i = 0; i < contents.length(); i += 4) {
            int c = contents.at(i) << 24 | contents.at(i + 1) << 16 | contents.at(i + 2) << 8 | contents.at(i + 3);
            if (!Character.isValidCodePoint(c) || (c >= 0xd800 && c < 0xe000)) {
                throw reader.malformed("UniversalString with something that is not a character");
            }
            text.appendCodePoint(c);
        }
        return text.toString();
    }

    /// TeletexString, read as everybody does, as ISO 8859-1: T.61 proper was hardly ever written into certificates.
    static String latin1(Bytes contents) {
        return new String(contents.toArray(), StandardCharsets.ISO_8859_1);
    }
}
