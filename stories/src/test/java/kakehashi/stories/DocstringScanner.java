package kakehashi.stories;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements.DocCommentKind;
import kakehashi.stories.SourceFinding.Rule;
import kakehashi.stories.SourceFinding.Weight;

/// Wants a `///` docstring on every public type and method that is reachable from outside its file.
///
/// Exempt: what carries `@Override`, accessors of record components, constructors (the type's docstring is theirs).
final class DocstringScanner extends NamingScanner {
    private static final Set<Tree.Kind> INTERFACES = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

    private final DocTrees docs;
    private final List<SourceFinding> findings;

    DocstringScanner(JavacTask task, List<SourceFinding> findings) {
        this.docs = DocTrees.instance(task);
        this.findings = findings;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
        TreePath outer = getCurrentPath().getParentPath();
        boolean inInterface = outer.getLeaf() instanceof ClassTree around && INTERFACES.contains(around.getKind());
        if (!inInterface && !isPublic(type.getModifiers())) {
            return null;
        }
        check();
        return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        boolean constructor = method.getReturnType() == null;
        if (!constructor && isVisible(method) && !isOverride(method) && !isAccessor(method)) {
            check();
        }
        return null; // a class inside a method is nobody else's
    }

    private void check() {
        if (docs.getDocComment(getCurrentPath()) == null) {
            report("has no docstring");
        } else if (docs.getDocCommentKind(getCurrentPath()) != DocCommentKind.END_OF_LINE) {
            report("has a /** comment, docstrings are ///");
        }
    }

    private void report(String what) {
        findings.add(new SourceFinding(Rule.DOCSTRING, where(), what, Weight.SOFT));
    }

    private boolean isVisible(MethodTree method) {
        boolean inInterface = INTERFACES.contains(enclosingType().getKind());
        return inInterface
                ? !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                : isPublic(method.getModifiers());
    }

    private boolean isAccessor(MethodTree method) {
        return enclosingType().getKind() == Tree.Kind.RECORD
                && method.getParameters().isEmpty()
                && enclosingType().getMembers().stream()
                        .anyMatch(member -> member instanceof VariableTree field
                                && !field.getModifiers().getFlags().contains(Modifier.STATIC)
                                && field.getName().equals(method.getName()));
    }

    private static boolean isPublic(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
}
