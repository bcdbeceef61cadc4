package dev.headwater.template.check;

/**
 * A difference between a template and what its service needs.
 *
 * @param line what is to be added comes after this line; what is to be changed or removed begins
 *     there; counted from 1
 * @param sentence what is wrong and what to do, without a full stop
 * @param yaml what to add or to write instead, with the indentation of its place; empty if
 *     something is to be removed
 */
public record Difference(Remedy remedy, int line, String sentence, String yaml) {
  /** What to do with the YAML. */
  public enum Remedy {
    ADD,
    CHANGE,
    REMOVE
  }
}
