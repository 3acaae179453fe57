/// # contract
///
/// **Purpose.** What crosses a zone: filings, orders, approvals, outcomes, the entries of the authority chain and
/// the batches for the public zone, each a record with its bytes (docs/adr/0003-statements.asn1).
///
/// **Principal.** None: records and interfaces only.
///
/// **May see.** x509.
///
/// **Never.** Decides, stores, reads a clock, or encodes anew what somebody signed.
package kakehashi.contract;
