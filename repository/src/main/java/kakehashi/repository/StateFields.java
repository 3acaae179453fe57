package kakehashi.repository;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Writes the fields of a state: numbers of eight octets, and octets behind their length.
///
/// @param out where to
record StateFields(DataOutputStream out) {
    private static final int LONGEST = 1 << 30;

    void number(long value) throws IOException {
        out.writeLong(value);
    }

    void octets(Bytes value) throws IOException {
        out.writeInt(value.length());
        out.write(value.toArray());
    }

    void time(Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
    }

    void status(SerialNumber serial, StatusRecord status) throws IOException {
        Bytes octets = serial.contents();
        out.writeByte(octets.length());
        out.write(octets.toArray());
        out.writeByte(status.state().ordinal() << 4 | status.reason().code());
        out.writeLong(status.notAfter().getEpochSecond());
        out.writeLong(status.at().getEpochSecond());
        out.writeLong(status.invalidity().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE));
    }

    static Bytes octets(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a field of " + length + " octets");
        }
        return Bytes.wrap(in.readNBytes(length));
    }
}
