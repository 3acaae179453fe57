package kakehashi.validation;

import java.util.Arrays;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.Oid;

/// Which extensions of requests a responder understands.
final class OcspExtensionIds {
    private OcspExtensionIds() {}

    static boolean isKnown(Oid id) {
        return Arrays.stream(OcspExtension.values())
                .anyMatch(known -> known.id().equals(id));
    }
}
