package dev.headwater.local.template.values;

import dev.headwater.local.ground.LocalCloudException;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects the problems of a template, so that they are all reported at once. */
public final class Problems {
  /** For a problem with the template as a whole. */
  public static final int NO_LINE = 0;

  private static final int MAX_PRINTED = 50;

  private record Problem(int line, String message) {}

  private final String fileName;
  private final TreeSet<Problem> found =
      new TreeSet<>(Comparator.comparingInt(Problem::line).thenComparing(Problem::message));

  public Problems(String fileName) {
    this.fileName = fileName;
  }

  public void add(int line, String message) {
    found.add(new Problem(line, message));
  }

  public void add(TemplateException e) {
    add(e.line(), e.problem());
  }

  /**
   * Fails if there are any problems.
   *
   * @throws LocalCloudException listing the problems
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  /** Lists the problems, of which there is at least one. */
  public LocalCloudException exception() {
    String all =
        found.stream().limit(MAX_PRINTED).map(this::format).collect(Collectors.joining("\n"));
    if (found.size() == 1) {
      return new LocalCloudException(all);
    }
    String more = found.size() > MAX_PRINTED ? "\n… and more" : "";
    return new LocalCloudException(fileName + " has " + found.size() + " problems:\n" + all + more);
  }

  private String format(Problem problem) {
    String where = problem.line() == NO_LINE ? fileName : fileName + ":" + problem.line();
    return where + ": " + problem.message();
  }
}
