package kakehashi.path;

import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Where a prefix stands: two prefixes at one place differ by their states only.
///
/// @param name the working_issuer_name
/// @param key the working_public_key
record Place(Name name, SubjectPublicKeyInfo key) implements Comparable<Place> {
    /// Keeps the table fast under names made to collide.
    @Override
    public int compareTo(Place other) {
        int order = name.compareTo(other.name);
        return order != 0 ? order : key.der().compareTo(other.key.der());
    }
}
