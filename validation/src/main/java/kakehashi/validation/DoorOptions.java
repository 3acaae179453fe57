package kakehashi.validation;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import kakehashi.web.AddressRates;

/// What the HTTP doors of validation take and keep.
///
/// @param keys who may ask the JSON door at the moment; none means nobody
/// @param rates how much one address may ask the doors that want no key
/// @param keptFor after how long an answer is deleted
/// @param keptAnswers the most answers that are kept for keys, and as many again for the public page
/// @param keptOctets how much memory each of these two may take
/// @param json how much the JSON door takes
/// @param ocsp how the OCSP responder answers where the standards leave a choice, and how much it takes
/// @param scvp how much the SCVP server takes
public record DoorOptions(
        Supplier<List<ApiKey>> keys,
        AddressRates rates,
        Duration keptFor,
        int keptAnswers,
        long keptOctets,
        JsonOptions json,
        OcspOptions ocsp,
        ScvpOptions scvp) {
    /// No keys; the usual rates; an hour, 20,000 answers and 64 MiB; the default limits of the doors.
    public static final DoorOptions DEFAULT = new DoorOptions(
            List::of,
            AddressRates.USUAL,
            Duration.ofHours(1),
            20_000,
            1L << 26,
            JsonOptions.DEFAULT,
            OcspOptions.DEFAULT,
            ScvpOptions.DEFAULT);

    /// @throws IllegalArgumentException for what is not positive
    public DoorOptions {
        if (keptAnswers < 1 || keptOctets < 1 || !keptFor.isPositive()) {
            throw new IllegalArgumentException("every limit is positive");
        }
    }

    /// The same with these keys.
    public DoorOptions with(List<ApiKey> others) {
        List<ApiKey> own = List.copyOf(others);
        return with(() -> own);
    }

    /// The same with keys that may change.
    public DoorOptions with(Supplier<List<ApiKey>> others) {
        return new DoorOptions(others, rates, keptFor, keptAnswers, keptOctets, json, ocsp, scvp);
    }

    /// The same with other rates for addresses.
    public DoorOptions with(AddressRates others) {
        return new DoorOptions(keys, others, keptFor, keptAnswers, keptOctets, json, ocsp, scvp);
    }

    /// The same with other choices for OCSP.
    public DoorOptions with(OcspOptions other) {
        return new DoorOptions(keys, rates, keptFor, keptAnswers, keptOctets, json, other, scvp);
    }
}
