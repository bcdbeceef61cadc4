package dev.headwater.service.http;

import java.util.Map;

/**
 * A kind of resource, and the problems that name it.
 *
 * @param noun singular, such as {@code customer}
 */
public record Resource(String noun) {
  /** For a request that fails before it is known what it is about. */
  static final Resource ANY = new Resource("resource");

  /** The resource does not exist. */
  public Problem unknown() {
    return Problem.of(new ProblemType("unknown-" + noun, 404, "There is no such " + noun));
  }

  /** A command expected another version. */
  public Problem stale(long actualVersion) {
    return new Problem(
        new ProblemType("stale-version", 412, "The " + noun + " has changed"),
        atVersion(actualVersion) + "read it again, then decide.",
        Map.of(),
        actualVersion);
  }

  /** A read asked for a version that does not exist. */
  Problem unknownVersion(long actualVersion) {
    return new Problem(
        ProblemType.UNKNOWN_VERSION,
        atVersion(actualVersion) + "ask for a version that a command has returned.",
        Map.of(),
        actualVersion);
  }

  private String atVersion(long version) {
    return "The " + noun + " is at version " + version + ": ";
  }
}
