package kakehashi.web;

/// How much one address may ask the doors that want no key, a minute's worth at once. An office of thousands stands
/// behind one address, so the usual values bound machines and not people. The network of one home counts as one
/// address (RFC 6177 §2): /64 of IPv6.
///
/// @param page certificates a minute on the public verification page
/// @param ocsp OCSP requests a minute whose answers are not ready; one that is ready costs less than to count it
/// @param scvp checks of certificates by SCVP a minute; a request counts for each certificate and each check of it,
/// but at least once, and once more for each further 4 KiB, and for each 64 KiB of its answer
public record AddressRates(int page, int ocsp, int scvp) {
    /// 600 certificates on the page, 60,000 OCSP requests, 12,000 checks by SCVP.
    public static final AddressRates USUAL = new AddressRates(600, 60_000, 12_000);

    /// @throws IllegalArgumentException for what is not positive
    public AddressRates {
        if (Math.min(page, Math.min(ocsp, scvp)) < 1) {
            throw new IllegalArgumentException("every limit is positive");
        }
    }
}
