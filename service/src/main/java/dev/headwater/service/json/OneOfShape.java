package dev.headwater.service.json;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sealed interface of records: the record's map, and the record's name under a tag. */
final class OneOfShape extends Shape {
  /** Where the name of a record is stored, unless it is a state. */
  static final String TYPE = "type";

  private final String tag;
  private final Map<String, RecordShape> byName = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two records have one name, or a component has the tag's
   */
  OneOfShape(
      Class<?> type, String tag, List<RecordShape> members, Function<Class<?>, String> naming) {
    super(type, Kind.ONE_OF);
    this.tag = tag;
    for (RecordShape member : members) {
      add(member, naming.apply(member.type()));
    }
  }

  private void add(RecordShape member, String name) {
    String simpleName = member.type().getSimpleName();
    if (member.components().stream().anyMatch(component -> component.name().equals(tag))) {
      throw new IllegalArgumentException(
          simpleName
              + '.'
              + tag
              + " has the name under which the name of the record is stored: rename it");
    }
    if (byName.put(name, member) != null) {
      throw new IllegalArgumentException(
          "Two records of " + type().getSimpleName() + " are called " + name + ": rename one");
    }
    names.put(member.type(), name);
  }

  @Override
  public Map<String, Shape> members() {
    return Collections.unmodifiableMap(byName);
  }

  @Override
  boolean isPersonal() {
    return byName.values().stream().anyMatch(RecordShape::isPersonal);
  }

  @Override
  Map<String, Object> store(Object value) {
    String name = name(value);
    RecordShape member = member(name);
    Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(member.components().size() + 1);
    fields.put(tag, name);
    member.storeInto(fields, value);
    return fields;
  }

  @Override
  @Nullable Object load(Object stored) {
    return stored instanceof Map<?, ?> fields ? loadFields(fields) : null;
  }

  Object loadFields(Map<?, ?> fields) {
    Object name = fields.get(tag);
    RecordShape member = name == null ? null : byName.get(name);
    if (member == null) {
      throw new MalformedException(tag, "is missing or not " + names());
    }
    return member.loadFields(fields);
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    if (!(node instanceof ObjectNode request)) {
      return binding.wrong(path, "must be an object");
    }
    String tagPath = path + '.' + tag;
    if (Binding.isAbsent(request.path(tag))) {
      return binding.wrong(tagPath, Binding.MISSING);
    }
    String name = binding.text(request.path(tag), tagPath);
    if (name == null) {
      return null;
    }
    RecordShape member = byName.get(name);
    return member == null
        ? binding.wrong(tagPath, "must be " + names())
        : member.bindFields(request, path, Set.of(tag), binding);
  }

  @Override
  JsonNode json(Object value) {
    String name = name(value);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put(tag, name);
    return json.setAll(member(name).json(value));
  }

  private String name(Object value) {
    return Objects.requireNonNull(names.get(value.getClass()), "not a record of the interface");
  }

  private RecordShape member(String name) {
    return Objects.requireNonNull(byName.get(name));
  }

  /** For messages. */
  private String names() {
    return "one of " + String.join(", ", byName.keySet());
  }

  @Override
  String noun() {
    return "an object";
  }

  @Override
  public String describe() {
    return byName.entrySet().stream()
        .map(member -> member.getKey() + ' ' + member.getValue().describe())
        .collect(Collectors.joining(" | ", "<" + tag + ">(", ")"));
  }
}
