package kakehashi.stories;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import kakehashi.stories.SourceFinding.Rule;
import kakehashi.stories.SourceFinding.Weight;

/// Finds `default` in a switch over a sealed type or enum of ours: it would swallow the next case somebody adds.
final class DefaultCaseScanner extends NamingScanner {
    private final Trees trees;
    private final List<SourceFinding> findings;

    DefaultCaseScanner(JavacTask task, List<SourceFinding> findings) {
        this.trees = Trees.instance(task);
        this.findings = findings;
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void none) {
        check(tree.getExpression(), tree.getCases());
        return super.visitSwitch(tree, none);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void none) {
        check(tree.getExpression(), tree.getCases());
        return super.visitSwitchExpression(tree, none);
    }

    private void check(ExpressionTree selector, List<? extends CaseTree> cases) {
        boolean hasDefault = cases.stream()
                .flatMap(one -> one.getLabels().stream())
                .anyMatch(DefaultCaseLabelTree.class::isInstance);
        TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
        if (hasDefault && type instanceof DeclaredType declared && isClosed((TypeElement) declared.asElement())) {
            findings.add(new SourceFinding(Rule.DEFAULT_CASE, where(), "default over " + type, Weight.HARD));
        }
    }

    private static boolean isClosed(TypeElement type) {
        boolean ours = type.getQualifiedName().toString().startsWith("kakehashi.");
        return ours
                && (type.getKind() == ElementKind.ENUM || type.getModifiers().contains(Modifier.SEALED));
    }
}
