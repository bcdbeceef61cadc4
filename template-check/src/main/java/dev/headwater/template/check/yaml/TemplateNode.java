package dev.headwater.template.check.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A part of a template. The short and the long form of a function are the same: of {@code !Ref X},
 * the function is {@code Ref} and the value {@code X}. Of {@code !If}, all branches count.
 *
 * @param place where it begins; that of a mapping is where its first key does
 * @param function the function's short name, such as {@code Ref}; empty if it is none
 * @param value of a scalar as it is written, or the function's argument if that is one; else empty
 * @param items of a list, or the function's arguments
 * @param fields of a mapping, by key, in their order
 */
public record TemplateNode(
    Place place,
    String function,
    String value,
    List<TemplateNode> items,
    Map<String, TemplateNode> fields) {
  /** What is not there. */
  static final TemplateNode ABSENT =
      new TemplateNode(new Place(0, 0, 0, false), "", "", List.of(), Map.of());

  private static final String REF = "Ref";
  private static final String NO_VALUE = "AWS::NoValue";

  /**
   * A place in the text.
   *
   * @param line of its key or, without one, of itself; counted from 1
   * @param lastLine where it ends
   * @param column of what it consists of, counted from 0
   * @param inline whether no line can be added to it: a scalar, or in brackets or braces
   */
  public record Place(int line, int lastLine, int column, boolean inline) {}

  public TemplateNode {
    items = List.copyOf(items);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Nothing, such as after a key without a value. */
  static TemplateNode noValue(Place place) {
    return new TemplateNode(place, REF, NO_VALUE, List.of(), Map.of());
  }

  /** The same as the value of a key. */
  TemplateNode withKeyAt(int line) {
    return new TemplateNode(
        new Place(line, Math.max(line, place.lastLine), place.column, place.inline),
        function,
        value,
        items,
        fields);
  }

  public boolean isPresent() {
    return branches().findAny().isPresent();
  }

  /** The nodes that this may stand for: of {@code !If}, its branches; none if it is absent. */
  public Stream<TemplateNode> branches() {
    if (function.equals("If")) {
      return items.stream().skip(1).flatMap(TemplateNode::branches);
    }
    return equals(ABSENT) || isNoValue() ? Stream.of() : Stream.of(this);
  }

  private boolean isNoValue() {
    return function.equals(REF) && value.equals(NO_VALUE);
  }

  /** The elements of a list; of anything else, itself; none if it is absent. */
  public List<TemplateNode> elements() {
    return branches()
        .flatMap(
            branch ->
                branch.isList()
                    ? branch.items.stream().flatMap(TemplateNode::branches)
                    : Stream.of(branch))
        .toList();
  }

  private boolean isList() {
    return function.isEmpty() && value.isEmpty() && fields.isEmpty();
  }

  /** The members of a mapping, by key, in their order; none of anything else. */
  public Map<String, TemplateNode> members() {
    Map<String, TemplateNode> members = new LinkedHashMap<>();
    branches()
        .filter(branch -> branch.function.isEmpty())
        .forEach(branch -> branch.fields.forEach(members::putIfAbsent));
    return members;
  }

  /** What is at the end of a path of keys; an absent node if there is nothing. */
  public TemplateNode at(String... keys) {
    TemplateNode found = this;
    for (String key : keys) {
      found = found.members().getOrDefault(key, ABSENT);
    }
    return found;
  }

  /** The texts of a scalar or a list of scalars, as {@link #text} has them. */
  public List<String> texts() {
    return elements().stream().map(TemplateNode::text).toList();
  }

  /**
   * A scalar as text. {@code !Ref X} is {@code ${X}}, {@code !GetAtt X.Arn} is {@code ${X.Arn}},
   * and {@code !Sub} the text with what it substitutes in braces. Of {@code !If}, that of the first
   * branch. Empty if it is absent, or no scalar.
   */
  public String text() {
    return switch (function) {
      case "" -> value;
      case REF -> isNoValue() ? "" : "${" + value + "}";
      case "GetAtt" -> "${" + (items.isEmpty() ? value : joined(".", items)) + "}";
      case "Sub" -> items.isEmpty() ? value : substituted();
      case "Join" ->
          items.size() == 2 ? joined(items.getFirst().value, items.get(1).elements()) : unknown();
      case "If" -> branches().findFirst().map(TemplateNode::text).orElse("");
      default -> unknown();
    };
  }

  private String unknown() {
    return "${" + function + "}";
  }

  private static String joined(String delimiter, List<TemplateNode> parts) {
    return String.join(delimiter, parts.stream().map(TemplateNode::text).toList());
  }

  /** The text of a {@code !Sub} that brings variables of its own. */
  private String substituted() {
    String text = items.getFirst().value;
    if (items.size() > 1) {
      for (Map.Entry<String, TemplateNode> variable : items.get(1).fields.entrySet()) {
        text = text.replace("${" + variable.getKey() + "}", variable.getValue().text());
      }
    }
    return text;
  }

  /** This part and all parts of it. */
  public Stream<TemplateNode> all() {
    return Stream.concat(
        Stream.of(this),
        Stream.concat(items.stream(), fields.values().stream()).flatMap(TemplateNode::all));
  }

  /** Laid over another as SAM does with Globals: mappings merge, lists append, others replace. */
  TemplateNode over(TemplateNode below) {
    if (below.equals(ABSENT) || equals(ABSENT)) {
      return equals(ABSENT) ? below : this;
    }
    if (!function.isEmpty() || !below.function.isEmpty()) {
      return this;
    }
    if (!fields.isEmpty() && !below.fields.isEmpty()) {
      Map<String, TemplateNode> merged = new LinkedHashMap<>(below.fields);
      fields.forEach((key, node) -> merged.merge(key, node, (low, high) -> high.over(low)));
      return new TemplateNode(place, "", "", List.of(), merged);
    }
    if (!items.isEmpty() && !below.items.isEmpty()) {
      List<TemplateNode> appended = new ArrayList<>(below.items);
      appended.addAll(items);
      return new TemplateNode(place, "", "", appended, Map.of());
    }
    return this;
  }
}
