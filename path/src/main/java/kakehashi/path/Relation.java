package kakehashi.path;

/// How a name lies to the subtrees of its form: permitted asks for `INSIDE`, excluded for `OUTSIDE`.
enum Relation {
    /// The name, or everything that it stands for, lies in one of the subtrees.
    INSIDE,
    /// A wildcard stands for names inside as well as outside.
    ACROSS,
    /// The name lies in none of the subtrees.
    OUTSIDE,
    /// The name is not well-formed, so that nothing can be said of it.
    UNCLEAR
}
