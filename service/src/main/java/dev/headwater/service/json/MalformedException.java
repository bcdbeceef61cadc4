package dev.headwater.service.json;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/** A stored form that cannot be read. Names the place and quotes no content. */
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  /**
   * @param path such as {@code lines[1].quantity}; empty for the whole
   * @param problem such as {@code is missing or not text}
   */
  MalformedException(String path, String problem) {
    super(null, null, false, false); // the place is the path
    this.path = path;
    this.problem = problem;
  }

  /** A constructor refused the values. Drops its exception, whose message may quote them. */
  static MalformedException refused(Class<?> type, InvocationTargetException thrown) {
    Throwable cause = Objects.requireNonNull(thrown.getCause());
    return new MalformedException(
        "",
        "is refused by the constructor of "
            + type.getSimpleName()
            + " with "
            + cause.getClass().getSimpleName());
  }

  /** The same, seen from the part around it: a name, or a position such as {@code [1]}. */
  MalformedException within(String part) {
    return new MalformedException(join(part, path), problem);
  }

  static String join(String part, String path) {
    return path.isEmpty() || path.startsWith("[") ? part + path : part + '.' + path;
  }

  /** For the reader, who knows what was read. */
  IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        (path.isEmpty() ? "it " : "its field " + path + ' ') + problem);
  }
}
