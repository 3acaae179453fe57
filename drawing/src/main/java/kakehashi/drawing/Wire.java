package kakehashi.drawing;

import java.util.Optional;

/// A line of the picture: a certificate, or all that lead from a key into a list.
///
/// @param from where it leaves, the row of a key
/// @param to where its arrow ends, the row of a certificate
/// @param certificate the certificate; absent for a line into a list
record Wire(Row from, Row to, Optional<DrawnCertificate> certificate) {
    /// A row of a box.
    ///
    /// @param box the box's index
    /// @param line the row's index
    record Row(int box, int line) {}
}
