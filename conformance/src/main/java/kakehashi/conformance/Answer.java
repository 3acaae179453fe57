package kakehashi.conformance;

import java.util.List;

/// What the engine answered to a case.
///
/// @param got the answer in words: `valid`, `invalid`, `indeterminate`, a status, or what is wrong with the answer
/// @param good whether it accepts the target
/// @param asExpected whether it is the answer that the suite wants
/// @param findings why not
/// @param nanos what it took, the target's parsing included
record Answer(String got, boolean good, boolean asExpected, List<String> findings, long nanos) {}
