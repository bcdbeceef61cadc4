package dev.headwater.template.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What a check has found.
 *
 * @param differences in the order of the flow: the write side first
 * @param notLookedAt what the check cannot judge, in words that follow "not looked at:"
 */
public record CheckReport(List<Difference> differences, List<String> notLookedAt) {
  public CheckReport {
    differences = List.copyOf(differences);
    notLookedAt = List.copyOf(notLookedAt);
  }

  /** Whether the template has all that the service needs, as far as the check looks. */
  public boolean fits() {
    return differences.isEmpty();
  }

  /**
   * The differences for a reader, each with its line and what to do, and what the check did not
   * look at.
   *
   * @param name of the template's file
   */
  public String text(String name) {
    List<String> parts = new ArrayList<>();
    for (Difference difference : differences) {
      String sentence = name + ':' + difference.line() + ": " + difference.sentence() + '.';
      parts.add(
          switch (difference.remedy()) {
            case ADD -> sentence + " Add after this line:\n\n" + difference.yaml() + '\n';
            case CHANGE -> sentence + " Change it to:\n\n" + difference.yaml() + '\n';
            case REMOVE -> sentence;
          });
    }
    notLookedAt.forEach(sentence -> parts.add("Not looked at: " + sentence + '.'));
    return String.join("\n", parts);
  }
}
