package kakehashi.contract;

import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;

/// Twelve words that a person can compare with a paper: the first 132 bits of a SHA-256 digest, eleven bits a word.
///
/// A word is three syllables by rule, so that it can be read aloud over a telephone in Japanese or English: two of
/// the sixteen `ka ki ku ko ma mi mu mo sa shi su se ta chi tsu to` (four bits each) and one of the eight
/// `na ni no ne ra ri ru ro` (three bits). Every one of the 2048 is another word.
///
/// @param indices which words: twelve numbers from 0 to 2047
public record TwelveWords(List<Integer> indices) {
    /// How many words there are to choose from.
    public static final int DICTIONARY = 2_048;

    private static final int WORDS = 12;
    private static final int BITS = 11;
    private static final String[] FIRST = "ka ki ku ko ma mi mu mo sa shi su se ta chi tsu to".split(" ");
    private static final String[] LAST = "na ni no ne ra ri ru ro".split(" ");
    private static final String[] FIRST_KANA = "カ キ ク コ マ ミ ム モ サ シ ス セ タ チ ツ ト".split(" ");
    private static final String[] LAST_KANA = "ナ ニ ノ ネ ラ リ ル ロ".split(" ");

    /// @throws IllegalArgumentException when they are not twelve numbers from 0 to 2047
    public TwelveWords {
        indices = List.copyOf(indices);
        if (indices.size() != WORDS || indices.stream().anyMatch(i -> i < 0 || i >= DICTIONARY)) {
            throw new IllegalArgumentException("not twelve words: " + indices);
        }
    }

    /// The words of an enrolment, by the digest of its DER.
    public static TwelveWords of(Enrolment enrolment) {
        return of(enrolment.digest());
    }

    /// The words of a digest.
    public static TwelveWords of(Digest digest) {
        Bytes octets = digest.octets();
        List<Integer> indices = new ArrayList<>(WORDS);
        for (int bit = 0; bit < WORDS * BITS; bit += BITS) {
            int at = bit / 8;
            int window = octets.at(at) << 16 | octets.at(at + 1) << 8 | octets.at(at + 2);
            indices.add(window >>> 24 - BITS - bit % 8 & DICTIONARY - 1);
        }
        return new TwelveWords(indices);
    }

    /// A word of the dictionary in Latin letters, such as `kamina`.
    static String romaji(int index) {
        return FIRST[index >>> 7] + FIRST[index >>> 3 & 15] + LAST[index & 7];
    }

    /// The same word in katakana, such as カミナ.
    static String kana(int index) {
        return FIRST_KANA[index >>> 7] + FIRST_KANA[index >>> 3 & 15] + LAST_KANA[index & 7];
    }

    /// The words in Latin letters.
    public List<String> romaji() {
        return indices.stream().map(TwelveWords::romaji).toList();
    }

    /// The words in katakana.
    public List<String> kana() {
        return indices.stream().map(TwelveWords::kana).toList();
    }

    /// The words in Latin letters, with spaces between.
    @Override
    public String toString() {
        return String.join(" ", romaji());
    }
}
