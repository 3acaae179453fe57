package kakehashi.stories;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.StreamSupport;

/// A scanner that can say where it is: package, types and method joined with dots.
abstract class NamingScanner extends TreePathScanner<Void, Void> {
    /// The place of the tree being visited, as `kakehashi.x509.Oid.parse`.
    final String where() {
        Deque<String> names = new ArrayDeque<>();
        for (Tree tree : getCurrentPath()) {
            switch (tree) {
                case ClassTree type
                when !type.getSimpleName().isEmpty() ->
                    names.addFirst(type.getSimpleName().toString());
                case MethodTree method -> names.addFirst(method.getName().toString());
                default -> {}
            }
        }
        Tree packageName = getCurrentPath().getCompilationUnit().getPackageName();
        names.addFirst(String.valueOf(packageName));
        return String.join(".", names);
    }

    /// The innermost type around the tree being visited.
    final ClassTree enclosingType() {
        return StreamSupport.stream(getCurrentPath().getParentPath().spliterator(), false)
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
