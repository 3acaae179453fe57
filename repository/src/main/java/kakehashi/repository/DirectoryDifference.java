package kakehashi.repository;

import java.util.List;

/// How an outside directory differs from what is published.
///
/// @param entry the name of the entry
/// @param kind what is the matter
/// @param attributes which attributes, for [Kind#OTHER_VALUES] and [Kind#NOT_PUBLISHED]
public record DirectoryDifference(String entry, Kind kind, List<String> attributes) {
    /// What is the matter with an entry.
    public enum Kind {
        /// It is not there.
        MISSING,
        /// Attributes have other values.
        OTHER_VALUES,
        /// It holds something of which we know nothing, or not any more.
        NOT_PUBLISHED
    }

    /// Keeps its own list.
    public DirectoryDifference {
        attributes = List.copyOf(attributes);
    }
}
