package dev.headwater.repository;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Where a catch block passes on what a foreign exception says: its message, its text, or itself to
 * a logger or as the cause of an exception that does not redact it.
 */
final class CaughtExceptions {
  private static final Set<String> TELLING =
      Set.of("getMessage", "getLocalizedMessage", "toString", "printStackTrace");
  private static final Set<String> LOGGERS = Set.of("LOG", "lines");
  private static final Set<String> TEXTS = Set.of("valueOf", "format", "formatted");

  private final Set<String> ours;
  private final Set<String> redacting;

  /**
   * @param ours types of which the messages quote nothing
   * @param redacting types that keep only what may be shown of a cause
   */
  CaughtExceptions(Set<String> ours, Set<String> redacting) {
    this.ours = ours;
    this.redacting = redacting;
  }

  record Leak(Path file, long line, String code) {}

  List<Leak> leaks(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Leak> leaks = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var sources =
          manager.getJavaFileObjectsFromPaths(
              files.stream().map(Repository.ROOT::resolve).toList());
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
      Trees trees = Trees.instance(task);
      task.parse().forEach(unit -> new Catches(unit, trees, leaks).scan(unit, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return leaks;
  }

  private boolean isForeign(Tree type) {
    return type instanceof UnionTypeTree union
        ? union.getTypeAlternatives().stream().anyMatch(this::isForeign)
        : !ours.contains(type.toString());
  }

  private final class Catches extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<Leak> leaks;

    Catches(CompilationUnitTree unit, Trees trees, List<Leak> leaks) {
      this.unit = unit;
      this.trees = trees;
      this.leaks = leaks;
    }

    @Override
    public Void visitCatch(CatchTree caught, Void unused) {
      String name = caught.getParameter().getName().toString();
      if (isForeign(caught.getParameter().getType())) {
        new Uses(name, this::add).scan(caught.getBlock(), null);
      }
      return super.visitCatch(caught, null);
    }

    private void add(Tree tree) {
      long position = trees.getSourcePositions().getStartPosition(unit, tree);
      leaks.add(
          new Leak(
              Path.of(unit.getSourceFile().getName()),
              unit.getLineMap().getLineNumber(position),
              tree.toString()));
    }
  }

  /** The uses of one caught exception in its block. */
  private final class Uses extends TreeScanner<Void, Void> {
    private final String name;
    private final Consumer<Tree> leak;

    Uses(String name, Consumer<Tree> leak) {
      this.name = name;
      this.leak = leak;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        boolean tells =
            isIt(select.getExpression()) && TELLING.contains(select.getIdentifier().toString());
        boolean logs =
            isLogger(select.getExpression().toString())
                && call.getArguments().stream().anyMatch(this::isIt);
        boolean text =
            TEXTS.contains(select.getIdentifier().toString())
                && call.getArguments().stream().anyMatch(this::isIt);
        if (tells || logs || text) {
          leak.accept(call);
        }
      }
      return super.visitMethodInvocation(call, null);
    }

    /** One, or what it gave to build a line with. */
    private static boolean isLogger(String expression) {
      return LOGGERS.stream()
          .anyMatch(logger -> expression.equals(logger) || expression.startsWith(logger + "."));
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void unused) {
      if (made.getArguments().stream().anyMatch(this::isIt)
          && !redacting.contains(made.getIdentifier().toString())) {
        leak.accept(made);
      }
      return super.visitNewClass(made, null);
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void unused) {
      if (sum.getKind() == Tree.Kind.PLUS
          && Stream.of(sum.getLeftOperand(), sum.getRightOperand()).anyMatch(this::isIt)) {
        leak.accept(sum);
      }
      return super.visitBinary(sum, null);
    }

    /** It, or its cause. */
    private boolean isIt(ExpressionTree expression) {
      return expression.toString().equals(name)
          || expression.toString().equals(name + ".getCause()");
    }
  }
}
