/// # stories
///
/// **Purpose.** The stories of the platform end to end, and the house rules: what the architecture page promises,
/// as tests that fail.
///
/// **Principal.** `HouseRulesTest`, `SourceRulesTest`, `DocsTest`.
///
/// **May see.** Every room.
///
/// **Never.** Ships: there is no main code here.
package kakehashi.stories;
