package dev.headwater.local.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The path of a route. {@code {name}} matches one segment, and {@code {name+}} at its end the rest
 * of the path, slashes included; neither matches an empty text.
 */
public record PathPattern(List<String> segments) {
  public static PathPattern of(String path) {
    return new PathPattern(split(path));
  }

  private static List<String> split(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }

  /**
   * The segments of a request's path, decoded.
   *
   * @param rawPath as the client sent it, because an encoded slash does not separate segments
   * @throws BadlyEncodedException when the percent-encoding is malformed
   */
  public static List<String> segments(String rawPath) {
    return split(rawPath).stream().map(PercentEncoding::decodePath).toList();
  }

  /** The values of the pattern's names, sorted by name; empty if it does not match. */
  public Optional<Map<String, String>> match(List<String> path) {
    boolean takesRest = isRest(segments.getLast());
    if (takesRest ? path.size() < segments.size() : path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isRest(segment)) {
        String rest = String.join("/", path.subList(i, path.size()));
        named.put(segment.substring(1, segment.length() - 2), rest);
      } else if (isName(segment)) {
        named.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return named.containsValue("") ? Optional.empty() : Optional.of(named);
  }

  /** Orders patterns by how specific they are, segment by segment from the left. */
  public String rank() {
    var rank = new StringBuilder();
    segments.forEach(segment -> rank.append(isRest(segment) ? '2' : isName(segment) ? '1' : '0'));
    return rank.toString();
  }

  private static boolean isName(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isRest(String segment) {
    return segment.startsWith("{") && segment.endsWith("+}");
  }
}
