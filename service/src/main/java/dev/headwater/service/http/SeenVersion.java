package dev.headwater.service.http;

import java.util.function.UnaryOperator;

/**
 * The version at which a caller has changed or seen a resource. No answer to that caller shows the
 * resource at an earlier version.
 */
public record SeenVersion(String id, long version) {
  /**
   * Reads {@code <id>@<version>}.
   *
   * @param idField what messages call the id
   * @param idParser checks the id
   * @throws IllegalArgumentException if the text has another form, or the parser throws it
   */
  public static SeenVersion parse(String text, String idField, UnaryOperator<String> idParser) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("must be <" + idField + ">@<version>");
    }
    return new SeenVersion(
        idParser.apply(text.substring(0, at)), Fields.version(text.substring(at + 1)));
  }
}
