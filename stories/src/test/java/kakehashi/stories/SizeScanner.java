package kakehashi.stories;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/// Measures files, methods, parameter lists and nesting.
///
/// A record's canonical constructor may have as many parameters as the record has components. An `else if` is as
/// deep as its `if`; a lambda adds no depth.
final class SizeScanner extends NamingScanner {
    private final SourcePositions positions;
    private final List<SourceFinding> findings;
    private int depth;
    private int deepest;

    SizeScanner(JavacTask task, List<SourceFinding> findings) {
        this.positions = Trees.instance(task).getSourcePositions();
        this.findings = findings;
    }

    @Override
    public Void visitCompilationUnit(CompilationUnitTree unit, Void none) {
        String file = unit.getSourceFile().getName().replaceAll(".*/|\\.java$", "");
        findings.addAll(SourceRules.FILE_LINES.check(unit.getPackageName() + "." + file, lines(unit)));
        return super.visitCompilationUnit(unit, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        int outerDepth = depth;
        int outerDeepest = deepest;
        depth = 0;
        deepest = 0;
        super.visitMethod(method, none);
        String where = where();
        findings.addAll(SourceRules.METHOD_LINES.check(where, line(method, false) - line(method, true) + 1));
        findings.addAll(SourceRules.NESTING.check(where, deepest));
        boolean canonical = method.getReturnType() == null && enclosingType().getKind() == Tree.Kind.RECORD;
        if (!canonical) {
            findings.addAll(
                    SourceRules.PARAMETERS.check(where, method.getParameters().size()));
        }
        depth = outerDepth;
        deepest = outerDeepest;
        return null;
    }

    @Override
    public Void visitIf(IfTree tree, Void none) {
        boolean elseIf = getCurrentPath().getParentPath().getLeaf() instanceof IfTree parent
                && parent.getElseStatement() == tree;
        return elseIf ? super.visitIf(tree, none) : deeper(() -> super.visitIf(tree, none));
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void none) {
        return deeper(() -> super.visitForLoop(tree, none));
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void none) {
        return deeper(() -> super.visitEnhancedForLoop(tree, none));
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree tree, Void none) {
        return deeper(() -> super.visitWhileLoop(tree, none));
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree tree, Void none) {
        return deeper(() -> super.visitDoWhileLoop(tree, none));
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void none) {
        return deeper(() -> super.visitSwitch(tree, none));
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void none) {
        return deeper(() -> super.visitSwitchExpression(tree, none));
    }

    @Override
    public Void visitTry(TryTree tree, Void none) {
        return deeper(() -> super.visitTry(tree, none));
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void none) {
        return deeper(() -> super.visitSynchronized(tree, none));
    }

    private Void deeper(Supplier<Void> visit) {
        depth++;
        deepest = Math.max(deepest, depth);
        visit.get();
        depth--;
        return null;
    }

    private int line(Tree tree, boolean start) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long position = start ? positions.getStartPosition(unit, tree) : positions.getEndPosition(unit, tree);
        return (int) unit.getLineMap().getLineNumber(position);
    }

    private static int lines(CompilationUnitTree unit) {
        try {
            return (int)
                    unit.getSourceFile().getCharContent(true).toString().lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
