package dev.headwater.event;

/**
 * The identity of a stream: the kind of aggregate and its id, {@code CUSTOMER#42} in one piece.
 *
 * @param category without {@code #}, so that no two identities are written alike
 * @param id 1 to 512 characters
 */
public record StreamId(String category, String id) {
  private static final int MAX_ID_LENGTH = 512;

  public StreamId {
    if (category.isEmpty() || category.indexOf('#') >= 0) {
      throw new IllegalArgumentException("A category is not empty and has no '#'");
    }
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("An id has 1 to " + MAX_ID_LENGTH + " characters");
    }
  }

  /** Reads what {@link #toString} wrote. */
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
