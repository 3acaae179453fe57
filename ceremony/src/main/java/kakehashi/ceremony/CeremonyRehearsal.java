package kakehashi.ceremony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.keys.StandInKey;
import kakehashi.x509.Certificate;

/// A dry run of a ceremony: every step with the exact certificates it would bring, and what would go wrong. Nothing
/// is made, opened or signed; for keys that are still to be made there stand public keys of the same kind, whose
/// private halves are thrown away.
public final class CeremonyRehearsal {
    /// What a step would come to.
    ///
    /// @param unsigned the certificates, octet by octet but for serial number, key and signature
    /// @param problems why it would not come to that; empty when it would
    public record Rehearsed(CeremonyStep step, List<Certificate> unsigned, List<String> problems) {
        public Rehearsed {
            unsigned = List.copyOf(unsigned);
            problems = List.copyOf(problems);
        }
    }

    private final Map<Id, CeremonyPlanner.Known> known = new HashMap<>();
    private final CeremonyPlanner planner =
            new CeremonyPlanner(ca -> known.getOrDefault(ca.id(), CeremonyPlanner.Known.NOTHING));
    private final Instant now;

    private CeremonyRehearsal(Instant now) {
        this.now = now;
    }

    /// Goes through all steps.
    ///
    /// @param now when the ceremony would be held
    public static List<Rehearsed> of(CeremonyFile file, Instant now) {
        CeremonyRehearsal rehearsal = new CeremonyRehearsal(now);
        List<Rehearsed> steps = new ArrayList<>();
        for (CeremonyStep step : file.steps()) {
            List<String> problems = new ArrayList<>(CeremonyVotes.problems(file, step));
            if (!(step.act() instanceof CeremonyStep.Found)) {
                steps.add(rehearsal.step(step, problems));
            } else {
                file.founding().ifPresent(founded -> problems.addAll(CeremonyFounding.problems(file, founded)));
                steps.add(new Rehearsed(step, List.of(), problems));
            }
        }
        return List.copyOf(steps);
    }

    private Rehearsed step(CeremonyStep step, List<String> problems) {
        return switch (planner.plan(step.act(), now)) {
            case CeremonyPlanner.Plan.Refused(List<String> reasons) -> {
                problems.addAll(reasons);
                yield new Rehearsed(step, List.of(), problems);
            }
            case CeremonyPlanner.Plan.Ready(var body, List<Certificate> unsigned) -> {
                note(step.act(), unsigned);
                yield new Rehearsed(step, unsigned, problems);
            }
        };
    }

    private void note(CeremonyStep.Act act, List<Certificate> unsigned) {
        switch (act) {
            case CeremonyStep.MakeKey(CeremonyCa ca) ->
                known.put(
                        ca.id(),
                        new CeremonyPlanner.Known(
                                Optional.of(StandInKey.of(ca.readSettings().key())),
                                Optional.empty(),
                                known.getOrDefault(ca.id(), CeremonyPlanner.Known.NOTHING)
                                        .certificate()));
            case CeremonyStep.SelfSign(CeremonyCa ca) -> certified(ca, unsigned.getFirst());
            case CeremonyStep.Certify(CeremonyCa ca, CeremonyCa by) -> certified(ca, unsigned.getFirst());
            case CeremonyStep.RollOver(CeremonyCa ca, var link) -> certified(ca, unsigned.getFirst());
            case CeremonyStep.Receive receive ->
                known.put(
                        receive.ca().id(),
                        new CeremonyPlanner.Known(
                                Optional.of(receive.received().subjectPublicKeyInfo()),
                                Optional.of(receive.request()),
                                Optional.of(receive.received())));
            case CeremonyStep.Found found -> {}
            case CeremonyStep.PutProfile put -> {}
            case CeremonyStep.CrossCertify cross -> {}
            case CeremonyStep.MakeCrl crl -> {}
        }
    }

    private void certified(CeremonyCa ca, Certificate certificate) {
        known.put(
                ca.id(),
                new CeremonyPlanner.Known(known.get(ca.id()).key(), Optional.empty(), Optional.of(certificate)));
    }
}
