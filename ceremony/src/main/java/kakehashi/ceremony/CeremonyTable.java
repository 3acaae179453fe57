package kakehashi.ceremony;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Order;
import kakehashi.contract.Role;
import kakehashi.contract.Signed;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The people around the console, as a ceremony meets them: the port to those who look and sign. Each answer may be
/// empty: somebody declined, and the ceremony breaks off before anything of the step is done.
public interface CeremonyTable {
    /// A step begins.
    void begins(CeremonyStep step);

    /// The certificates that a step would bring, octet by octet but for serial number and signature.
    void shows(CeremonyStep step, List<Certificate> unsigned);

    /// A step has ended, or the ceremony was broken off in it.
    void ended(CeremonyStep step, CeremonyEvent event);

    /// Shows an officer a whole order and has his approval.
    Optional<Signed> approve(CeremonyFile.Officer officer, Order order, Role role, Instant at);

    /// Has a credential at the console enrol itself in genesis: a [Signed] [kakehashi.contract.Enrolment], as
    /// [Ceremony#enrolment] makes it.
    Optional<Signed> enrol(CeremonyFile.Officer officer, CeremonyFile.AtConsole credential, Instant at);

    /// A custodian's public key.
    Optional<SubjectPublicKeyInfo> key(CeremonyFile.Custodian custodian);

    /// Shows a custodian genesis by its digest and has his signature.
    Optional<CustodianSignature> sign(CeremonyFile.Custodian custodian, Genesis genesis);

    /// The installation that the home has pinned; empty before it is founded.
    Optional<Digest> installation();

    /// The installation was founded and is to be pinned.
    ///
    /// @param entry the DER of the entry that genesis made
    void founded(Digest installation, Genesis genesis, Bytes entry);
}
