package dev.headwater.service.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form that an event is stored in: {@code OrderShipped 1 {trackingNumber?: text}}.
 *
 * @param fields with their braces
 */
record StoredForm(String eventType, int schemaVersion, String fields) {
  private static final Pattern LINE = Pattern.compile("(.+) ([0-9]{1,9}) (\\{.*})");

  /**
   * @throws IllegalArgumentException if the line is none
   */
  static StoredForm parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "A line of a golden file is like OrderPaid 1 {amount: number}, or an indented sample: "
              + line);
    }
    return new StoredForm(parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3));
  }

  boolean hasSameVersionAs(StoredForm other) {
    return eventType.equals(other.eventType) && schemaVersion == other.schemaVersion;
  }

  /** The order of the components does not matter. */
  boolean isSameAs(StoredForm other) {
    return components(fields).equals(components(other.fields));
  }

  /** Whether this form reads events of the earlier one: it may only add optional components. */
  boolean canReplace(StoredForm earlier) {
    Set<String> before = components(withoutMarks(earlier.fields));
    Set<String> now = components(withoutMarks(fields));
    return now.containsAll(before)
        && now.stream().allMatch(part -> before.contains(part) || isOptional(part));
  }

  /** Marking a component as personal changes nothing that is stored. */
  private static String withoutMarks(String fields) {
    return fields.replace("!", "");
  }

  private static boolean isOptional(String component) {
    return component.substring(0, component.indexOf(':')).endsWith("?");
  }

  private static Set<String> components(String fields) {
    List<String> components = new ArrayList<>();
    int depth = 0;
    int start = 1;
    for (int at = 1; at < fields.length(); at++) {
      char letter = fields.charAt(at);
      boolean isEnd = at == fields.length() - 1;
      if (depth == 0 && (isEnd || letter == ',')) {
        components.add(fields.substring(start, at).strip());
        start = at + 1;
      }
      depth += "{[(".indexOf(letter) >= 0 ? 1 : "}])".indexOf(letter) >= 0 ? -1 : 0;
    }
    components.remove("");
    return new HashSet<>(components);
  }

  /** For messages. */
  String name() {
    return eventType + ' ' + schemaVersion;
  }

  /** The line. */
  @Override
  public String toString() {
    return name() + ' ' + fields;
  }
}
