package dev.headwater.event;

/**
 * The identity of a stream: the kind of aggregate and its id, written {@code CUSTOMER#42}.
 *
 * @param category not empty and without {@code #}, so that the written form is unambiguous
 * @param id 1 to 512 characters, not beginning with {@code #}: such keys are the stores' own
 */
public record StreamId(String category, String id) {
  /** The category of heartbeats, which say nothing about a domain. */
  public static final String HEARTBEATS = "HEARTBEAT";

  private static final int MAX_ID_LENGTH = 512;

  public StreamId {
    requireCategory(category);
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("An id has 1 to " + MAX_ID_LENGTH + " characters");
    }
    if (id.charAt(0) == '#') {
      throw new IllegalArgumentException("An id must not begin with '#'");
    }
  }

  /** Refuses a category that no stream can have. */
  public static void requireCategory(String category) {
    if (category.isEmpty() || category.indexOf('#') >= 0) {
      throw new IllegalArgumentException("A category must not be empty or contain '#'");
    }
  }

  /** Parses what {@link #toString} wrote. */
  public static StreamId parse(String text) {
    int separator = text.indexOf('#');
    if (separator < 0) {
      throw new IllegalArgumentException("A stream id reads category#id");
    }
    return new StreamId(text.substring(0, separator), text.substring(separator + 1));
  }

  @Override
  public String toString() {
    return category + '#' + id;
  }
}
