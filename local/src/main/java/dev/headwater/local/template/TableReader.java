package dev.headwater.local.template;

import dev.headwater.local.template.TableDeclaration.Index;
import dev.headwater.local.template.values.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads an {@code AWS::DynamoDB::Table}. */
final class TableReader {
  private TableReader() {}

  static TableDeclaration read(Resource resource, String name, Properties properties) {
    properties.text("TableName");
    Map<String, String> attributes = attributes(properties);
    TableDeclaration.Key key = key(properties);
    List<Index> indexes = properties.parts("GlobalSecondaryIndexes", TableReader::index);
    String stream =
        properties.part(
            "StreamSpecification",
            part ->
                part.oneOf(
                    "StreamViewType",
                    "",
                    List.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES")));
    checkAttributes(properties, attributes, key, indexes);
    return new TableDeclaration(resource.logicalId(), name, attributes, key, indexes, stream);
  }

  private static Map<String, String> attributes(Properties properties) {
    var attributes = new LinkedHashMap<String, String>();
    elements(properties, "AttributeDefinitions", "AttributeType", List.of("S", "N", "B"))
        .forEach(element -> attributes.put(element.name(), element.type()));
    return attributes;
  }

  /** An attribute of a table or a key. */
  private record Element(String name, String type) {}

  private static List<Element> elements(
      Properties properties, String list, String typeProperty, List<String> types) {
    return properties.parts(
        list,
        part -> new Element(part.required("AttributeName"), part.oneOf(typeProperty, "", types)));
  }

  private static TableDeclaration.Key key(Properties properties) {
    List<Element> elements = elements(properties, "KeySchema", "KeyType", List.of("HASH", "RANGE"));
    boolean inOrder =
        !elements.isEmpty()
            && elements.size() <= 2
            && elements.get(0).type().equals("HASH")
            && (elements.size() == 1 || elements.get(1).type().equals("RANGE"));
    if (!inOrder) {
      properties.problem(
          "KeySchema",
          "a KeySchema has one HASH attribute, optionally followed by one RANGE attribute");
      return new TableDeclaration.Key("", null);
    }
    return new TableDeclaration.Key(
        elements.get(0).name(), elements.size() == 1 ? null : elements.get(1).name());
  }

  private static Index index(Properties properties) {
    String name = properties.required("IndexName");
    TableDeclaration.Key key = key(properties);
    Index index =
        properties.part(
            "Projection",
            part ->
                new Index(
                    name,
                    key,
                    part.oneOf("ProjectionType", "", List.of("ALL", "KEYS_ONLY", "INCLUDE")),
                    part.texts("NonKeyAttributes")));
    if (index == null) {
      properties.problem("Projection", "an index needs a Projection");
      return new Index(name, key, "ALL", List.of());
    }
    return index;
  }

  /** DynamoDB requires the defined attributes to be exactly those that the keys use. */
  private static void checkAttributes(
      Properties properties,
      Map<String, String> attributes,
      TableDeclaration.Key key,
      List<Index> indexes) {
    var used = new TreeSet<String>();
    addTo(used, key);
    indexes.forEach(index -> addTo(used, index.key()));
    used.remove("");
    if (!used.equals(new TreeSet<>(attributes.keySet()))) {
      properties.problem(
          "AttributeDefinitions",
          "the AttributeDefinitions define "
              + new TreeSet<>(attributes.keySet())
              + ", but the keys use "
              + used);
    }
  }

  private static void addTo(Set<String> used, TableDeclaration.Key key) {
    used.add(key.partition());
    if (key.sort() != null) {
      used.add(key.sort());
    }
  }
}
