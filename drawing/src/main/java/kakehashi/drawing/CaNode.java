package kakehashi.drawing;

import java.util.List;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A name with its keys: one box of the picture.
///
/// @param index its place among the nodes
/// @param name the name
/// @param label what stands on the box
/// @param keys its keys, the oldest first; a key's number is its place here, from 1
/// @param role what it is in this graph
record CaNode(int index, Name name, CaLabel label, List<SubjectPublicKeyInfo> keys, Role role) {
    /// What a name is in a graph.
    enum Role {
        ANCHOR("anchor"),
        TOP("top"),
        BRIDGE("bridge"),
        CA("ca"),
        TARGET("target"),
        SUBSCRIBER("subscriber");

        private final String code;

        Role(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    String id() {
        return "n" + (index + 1);
    }

    String keyId(int number) {
        return id() + "k" + number;
    }
}
