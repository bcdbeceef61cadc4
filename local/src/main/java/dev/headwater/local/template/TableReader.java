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
    record Attribute(String name, String type) {}
    properties
        .parts(
            "AttributeDefinitions",
            part ->
                new Attribute(
                    part.required("AttributeName"),
                    part.oneOf("AttributeType", "", List.of("S", "N", "B"))))
        .forEach(attribute -> attributes.put(attribute.name(), attribute.type()));
    return attributes;
  }

  private static TableDeclaration.Key key(Properties properties) {
    record Element(String name, String type) {}
    List<Element> elements =
        properties.parts(
            "KeySchema",
            part ->
                new Element(
                    part.required("AttributeName"),
                    part.oneOf("KeyType", "", List.of("HASH", "RANGE"))));
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
    record Projection(String type, List<String> nonKeyAttributes) {}
    Projection projection =
        properties.part(
            "Projection",
            part ->
                new Projection(
                    part.oneOf("ProjectionType", "", List.of("ALL", "KEYS_ONLY", "INCLUDE")),
                    part.texts("NonKeyAttributes")));
    if (projection == null) {
      properties.problem("Projection", "an index needs a Projection");
      projection = new Projection("ALL", List.of());
    }
    return new Index(
        properties.required("IndexName"),
        key(properties),
        projection.type(),
        projection.nonKeyAttributes());
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
