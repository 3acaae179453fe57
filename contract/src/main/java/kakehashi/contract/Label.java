package kakehashi.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The first field of a statement: what kind of statement it is, so that a signature under one is none under
/// another.
public enum Label {
    FILING("kakehashi filing"),
    ORDER("kakehashi order"),
    APPROVAL("kakehashi approval"),
    OUTCOME("kakehashi outcome"),
    CARD_KEY("kakehashi card key"),
    REVOKE_ME("kakehashi revoke me"),
    ENROLMENT("kakehashi enrolment"),
    KEYS("kakehashi keys"),
    GENESIS("kakehashi genesis"),
    RECONCILE("kakehashi reconcile"),
    ENTRY("kakehashi entry"),
    HEAD("kakehashi head"),
    SEALED("kakehashi sealed"),
    SNAPSHOT("kakehashi snapshot"),
    FEED("kakehashi feed"),
    PULSE("kakehashi pulse"),
    MINUTES("kakehashi minutes"),
    DESTROY_KEY("kakehashi destroy key");

    /// The only version there is.
    static final int VERSION = 1;

    private final String text;
    private final Bytes contents;
    private final Bytes fields;

    Label(String text) {
        this.text = text;
        this.contents = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
        this.fields = new DerWriter()
                .value(Tag.UTF8_STRING, contents)
                .integer(VERSION)
                .toBytes();
    }

    /// The label of a statement that is not yet parsed; empty when it has none of ours.
    public static Optional<Label> of(Bytes statement) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(statement);
                    reader.enterSequence();
                    return reader.contents(Tag.UTF8_STRING);
                })
                .toOptional()
                .flatMap(found -> Arrays.stream(values())
                        .filter(label -> label.contents.equals(found))
                        .findFirst());
    }

    /// The text, such as `kakehashi order`.
    public String text() {
        return text;
    }

    /// The contents octets of the UTF8String.
    Bytes contents() {
        return contents;
    }

    /// The DER of the label and the version after it.
    Bytes fields() {
        return fields;
    }
}
