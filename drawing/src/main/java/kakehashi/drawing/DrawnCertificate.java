package kakehashi.drawing;

import java.util.List;
import kakehashi.path.Finding;
import kakehashi.x509.Certificate;

/// A certificate of the picture: a line from the key that signed to the key that is certified.
///
/// @param certificate the certificate
/// @param issuer the key that signed
/// @param subject the key that is certified
/// @param standing how it stands at the time of the view
/// @param marks the limits it sets
/// @param part what it has to do with the question that was asked
/// @param findings what was found against it
record DrawnCertificate(
        Certificate certificate,
        End issuer,
        End subject,
        Standing standing,
        List<Mark> marks,
        PathPart part,
        List<Finding> findings) {
    /// A key of a node.
    ///
    /// @param node the node's index
    /// @param key the key's number from 1; 0 when the key is not in the material
    record End(int node, int key) {}

    boolean isSelfIssued() {
        return issuer.node() == subject.node();
    }

    boolean isSelfSigned() {
        return issuer.equals(subject);
    }

    String fingerprint() {
        return certificate.fingerprint().toString();
    }

    /// The day on which the validity begins in Japan.
    String from() {
        return JapanTime.day(certificate.notBefore());
    }

    /// The day on which the validity ends in Japan.
    String until() {
        return JapanTime.day(certificate.notAfter());
    }
}
