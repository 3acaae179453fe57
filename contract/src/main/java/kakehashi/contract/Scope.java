package kakehashi.contract;

import java.util.List;
import kakehashi.x509.Name;
import kakehashi.x509.Tag;

/// Over what an officer may decide. An empty list covers nothing.
///
/// @param authorities CAs
/// @param profiles certificate profiles
/// @param offices LRAs
/// @param subtrees a subject begins with these relative names, octet for octet
/// @param domains lower-case A-labels: `.go.jp` is what is below it, `a.go.jp` itself only
public record Scope(
        List<Id> authorities, List<Id> profiles, List<Id> offices, List<Name> subtrees, List<String> domains)
        implements DerValue {
    /// Keeps its own lists.
    public Scope {
        authorities = List.copyOf(authorities);
        profiles = List.copyOf(profiles);
        offices = List.copyOf(offices);
        subtrees = List.copyOf(subtrees);
        domains = List.copyOf(domains);
    }

    static Scope read(StatementReader reader) {
        return reader.sequence(r -> new Scope(
                r.list(Tag.constructed(0), Bound.LIST, StatementReader::id),
                r.list(Tag.constructed(1), Bound.LIST, StatementReader::id),
                r.list(Tag.constructed(2), Bound.LIST, StatementReader::id),
                r.list(Tag.constructed(3), Bound.LIST, StatementReader::name),
                r.list(Tag.constructed(4), Bound.LIST, StatementReader::ia5)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.list(Tag.constructed(0), Bound.LIST, authorities, StatementWriter::id)
                .list(Tag.constructed(1), Bound.LIST, profiles, StatementWriter::id)
                .list(Tag.constructed(2), Bound.LIST, offices, StatementWriter::id)
                .list(Tag.constructed(3), Bound.LIST, subtrees, StatementWriter::name)
                .list(Tag.constructed(4), Bound.LIST, domains, StatementWriter::ia5));
    }
}
