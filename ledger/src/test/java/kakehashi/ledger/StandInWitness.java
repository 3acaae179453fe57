package kakehashi.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import kakehashi.x509.Bytes;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A witness as C2SP tlog-witness says, with Bouncy Castle's Ed25519 and the proof's verification as RFC 9162
/// §2.1.4.2 writes it; it reads notes by itself.
final class StandInWitness implements AutoCloseable {
    final Instant now = Instant.parse("2026-11-23T01:02:03Z");
    private final String name;
    private final CheckpointKey log;
    private final Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(new SecureRandom());
    private final HttpServer server;
    private long size;
    private byte[] root = new byte[32];

    private StandInWitness(String name, CheckpointKey log, HttpServer server) {
        this.name = name;
        this.log = log;
        this.server = server;
    }

    static StandInWitness of(String name, CheckpointKey log) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandInWitness made = new StandInWitness(name, log, server);
        server.createContext("/w/add-checkpoint", made::answer);
        server.start();
        return made;
    }

    Witness witness() {
        URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
        return new Witness(
                prefix, new WitnessKey(name, Bytes.wrap(key.generatePublicKey().getEncoded())));
    }

    long size() {
        return size;
    }

    /// As if it had cosigned so many, of another history.
    void cosigned(long other) {
        size = other;
        root = new byte[32];
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            answer(exchange, body);
        } catch (RuntimeException e) {
            send(exchange, 400, e.toString());
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        String head = body.substring(0, body.indexOf("\n\n"));
        String note = body.substring(body.indexOf("\n\n") + 2);
        List<String> asked = Arrays.asList(head.split("\n"));
        long old = Long.parseLong(asked.getFirst().substring("old ".length()));
        List<byte[]> proof = new ArrayList<>();
        asked.subList(1, asked.size())
                .forEach(line -> proof.add(Base64.getDecoder().decode(line)));
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        String[] lines = text.split("\n");
        long next = Long.parseLong(lines[1]);
        byte[] nextRoot = Base64.getDecoder().decode(lines[2]);
        if (!lines[0].equals(log.name())) {
            send(exchange, 404, "");
        } else if (!isSigned(note, text)) {
            send(exchange, 403, "");
        } else if (old > next) {
            send(exchange, 400, "");
        } else if (old != size) {
            exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
            send(exchange, 409, size + "\n");
        } else if (old > 0 && !(old == next ? Arrays.equals(root, nextRoot) : isConsistent(next, nextRoot, proof))) {
            send(exchange, 422, "");
        } else {
            size = next;
            root = nextRoot;
            send(exchange, 200, cosignature(text));
        }
    }

    private boolean isSigned(String note, String text) {
        for (String line : note.substring(text.length() + 1).split("\n")) {
            String[] words = line.split(" ");
            byte[] octets = Base64.getDecoder().decode(words[2]);
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(log.publicKey().toArray(), 0));
            byte[] message = text.getBytes(StandardCharsets.UTF_8);
            verifier.update(message, 0, message.length);
            if (words[1].equals(log.name()) && verifier.verifySignature(Arrays.copyOfRange(octets, 4, octets.length))) {
                return true;
            }
        }
        return false;
    }

    /// RFC 9162 §2.1.4.2.
    private boolean isConsistent(long next, byte[] nextRoot, List<byte[]> given) {
        List<byte[]> path = new ArrayList<>(given);
        if (Long.bitCount(size) == 1) {
            path.addFirst(root);
        }
        if (path.isEmpty()) {
            return false;
        }
        long fn = size - 1;
        long sn = next - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = path.getFirst();
        byte[] sr = path.getFirst();
        for (byte[] c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(c, fr);
                sr = node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, root) && Arrays.equals(sr, nextRoot);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    private String cosignature(String text) {
        long seconds = now.getEpochSecond();
        byte[] message = ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        MessageDigest id = sha256();
        id.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        id.update((byte) 4);
        byte[] keyId = id.digest(key.generatePublicKey().getEncoded());
        byte[] octets = ByteBuffer.allocate(4 + Long.BYTES + 64)
                .put(keyId, 0, 4)
                .putLong(seconds)
                .put(signer.generateSignature())
                .array();
        return "— " + name + " " + Base64.getEncoder().encodeToString(octets) + "\n";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
