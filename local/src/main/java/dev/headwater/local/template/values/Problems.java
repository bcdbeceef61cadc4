package dev.headwater.local.template.values;

import dev.headwater.local.ground.LocalCloudException;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with a template, so that all of it is told at once. */
public final class Problems {
  /** Lines that do not exist: the problem is with the template as a whole. */
  public static final int NO_LINE = 0;

  private static final int SHOWN = 50;

  private record Problem(int line, String message) {}

  private final String fileName;
  private final TreeSet<Problem> found =
      new TreeSet<>(Comparator.comparingInt(Problem::line).thenComparing(Problem::message));
  private int reports;

  public Problems(String fileName) {
    this.fileName = fileName;
  }

  public void add(int line, String message) {
    reports++;
    found.add(new Problem(line, message));
  }

  public void add(TemplateException fault) {
    add(fault.line(), fault.problem());
  }

  /** How often something was reported, repetitions included. */
  public int reports() {
    return reports;
  }

  /**
   * Ends the reading of a template that has problems.
   *
   * @throws LocalCloudException when there is any problem, with all of them
   */
  public void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    String all = found.stream().limit(SHOWN).map(this::shown).collect(Collectors.joining("\n"));
    if (found.size() == 1) {
      throw new LocalCloudException(all);
    }
    String more = found.size() > SHOWN ? "\n… and more" : "";
    throw new LocalCloudException(fileName + " has " + found.size() + " problems:\n" + all + more);
  }

  private String shown(Problem problem) {
    String where = problem.line() == NO_LINE ? fileName : fileName + ":" + problem.line();
    return where + ": " + problem.message();
  }
}
