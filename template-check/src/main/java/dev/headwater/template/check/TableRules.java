package dev.headwater.template.check;

import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.ListFacts;
import dev.headwater.template.check.Wiring.Value;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That the tables are there, with their keys, indexes and stream. */
final class TableRules {
  static final String TABLE = "AWS::DynamoDB::Table";
  private static final String HASH = "HASH";
  private static final List<String> STREAMS = List.of("NEW_IMAGE", "NEW_AND_OLD_IMAGES");

  private final Resources resources;
  private final Findings findings;
  private final TypeRules types;

  TableRules(Resources resources, Findings findings, TypeRules types) {
    this.resources = resources;
    this.findings = findings;
    this.types = types;
  }

  /**
   * A table that the service needs.
   *
   * @param holds what it holds, for sentences
   * @param keys partition key and, if there is one, sort key; all of type S
   */
  private record Need(
      String holds, String variable, Value value, List<String> keys, List<ListFacts> lists) {
    List<String> attributes() {
      return Stream.concat(
              keys.stream(), lists.stream().flatMap(l -> Stream.of(l.shardKey(), l.sortKey())))
          .toList();
    }
  }

  void check() {
    List<String> pair = List.of("PK", "SK");
    Need events = new Need("events", Resources.COMMAND_TABLE, resources.events(), pair, List.of());
    check(events, this::checkStream);
    if (resources.service().makesClaims()) {
      check(
          new Need("claims", Resources.CLAIMS_TABLE, resources.claims(), List.of("PK"), List.of()),
          (need, table) -> {});
    }
    for (ViewFacts view : resources.service().views()) {
      check(
          new Need(
              "views of " + view.name(),
              view.tableVariable(),
              resources.table(view),
              List.of(view.key()),
              view.lists()),
          this::checkIndexes);
    }
    check(
        new Need("operations", Resources.OPERATIONS_TABLE, resources.operations(), pair, List.of()),
        this::checkExpiry);
  }

  private interface More {
    void check(Need need, Resource table);
  }

  private void check(Need need, More more) {
    String id = need.value().id();
    if (id == null) {
      findings.notLookedAt(
          "the table of "
              + need.variable()
              + ", which is not in the template: "
              + need.value().text());
      return;
    }
    Resource table = resources.wiring().template().resources().get(id);
    if (table == null) {
      findings.missing(
          "There is no table " + id + " for " + need.holds(), List.of("Resources"), yaml(id, need));
    } else if (table.type().matches("AWS::DynamoDB::GlobalTable|AWS::Serverless::SimpleTable")) {
      findings.notLookedAt("the keys of " + id + ", an " + table.type());
    } else if (types.is(table, TABLE, need.holds())) {
      checkKeys(need, table);
      more.check(need, table);
    }
  }

  private void checkKeys(Need need, Resource table) {
    checkSchema(need, table, table.properties(), List.of(), need.keys());
    Map<String, TemplateNode> types =
        table.properties().at("AttributeDefinitions").elements().stream()
            .collect(
                Collectors.toMap(
                    each -> each.at("AttributeName").text(),
                    each -> each.at("AttributeType"),
                    (first, second) -> first));
    for (String key : need.attributes()) {
      TemplateNode type = types.get(key);
      String line = "- " + definition(key);
      if (type == null) {
        findings.missing(
            table.id() + " does not define its key attribute " + key,
            Findings.path(table.id(), "Properties", "AttributeDefinitions"),
            line);
      } else if (!type.text().equals("S")) {
        findings.wrong(
            table.id() + "'s key attribute " + key + " must have the type S, not " + type.text(),
            Findings.path(table.id(), "Properties", "AttributeDefinitions"),
            type,
            line);
      }
    }
  }

  private static String definition(String key) {
    return "{ AttributeName: " + key + ", AttributeType: S }";
  }

  private void checkSchema(
      Need need, Resource table, TemplateNode around, List<String> at, List<String> keys) {
    List<String> found =
        around.at("KeySchema").elements().stream()
            .map(key -> key.at("AttributeName").text() + ' ' + key.at("KeyType").text())
            .toList();
    List<String> wanted = new ArrayList<>();
    keys.forEach(key -> wanted.add(key + ' ' + (wanted.isEmpty() ? HASH : "RANGE")));
    if (found.equals(wanted)) {
      return;
    }
    List<String> path = new ArrayList<>(Findings.path(table.id(), "Properties"));
    path.addAll(at);
    String sentence =
        (at.isEmpty()
                ? table.id()
                : "The index " + around.at("IndexName").text() + " of " + table.id())
            + ", which holds "
            + need.holds()
            + ", must have the keys "
            + String.join(", ", wanted);
    if (found.isEmpty()) {
      findings.missing(sentence, path, schema(keys));
    } else {
      findings.wrong(sentence, path, around.at("KeySchema"), schema(keys));
    }
  }

  private static String schema(List<String> keys) {
    List<String> lines = new ArrayList<>(List.of("KeySchema:"));
    for (String key : keys) {
      lines.add(
          "  - { AttributeName: "
              + key
              + ", KeyType: "
              + (lines.size() == 1 ? HASH : "RANGE")
              + " }");
    }
    return String.join("\n", lines);
  }

  private void checkStream(Need need, Resource table) {
    TemplateNode type = table.properties().at("StreamSpecification", "StreamViewType");
    String sentence = table.id() + " needs a stream with new images, which the relay reads";
    String line = "StreamViewType: NEW_IMAGE";
    List<String> path = Findings.path(table.id(), "Properties", "StreamSpecification");
    if (!type.isPresent()) {
      findings.missing(sentence, path, line);
    } else if (!STREAMS.contains(type.text())) {
      findings.wrong(sentence, path, type, line);
    }
  }

  private void checkExpiry(Need need, Resource table) {
    TemplateNode expiry = table.properties().at("TimeToLiveSpecification");
    boolean right =
        expiry.at("AttributeName").text().equals("expiresAt")
            && expiry.at("Enabled").text().equals("true");
    if (!right) {
      String sentence =
          table.id() + " must drop old entries by their attribute expiresAt, or it only grows";
      List<String> path = Findings.path(table.id(), "Properties");
      if (expiry.isPresent()) {
        findings.wrong(sentence, path, expiry, EXPIRY);
      } else {
        findings.missing(sentence, path, EXPIRY);
      }
    }
  }

  private static final String EXPIRY =
      """
      TimeToLiveSpecification:
        AttributeName: expiresAt
        Enabled: true\
      """;

  private void checkIndexes(Need need, Resource table) {
    List<TemplateNode> indexes = table.properties().at("GlobalSecondaryIndexes").elements();
    for (ListFacts list : need.lists()) {
      int at = 0;
      while (at < indexes.size() && !indexes.get(at).at("IndexName").text().equals(list.index())) {
        at++;
      }
      if (at == indexes.size()) {
        findings.missing(
            table.id() + " lacks the index " + list.index() + " of the list " + list.name(),
            Findings.path(table.id(), "Properties", "GlobalSecondaryIndexes"),
            index(list));
      } else {
        checkIndex(need, table, indexes.get(at), list, Integer.toString(at));
      }
    }
  }

  private void checkIndex(
      Need need, Resource table, TemplateNode index, ListFacts list, String at) {
    List<String> place = List.of("GlobalSecondaryIndexes", at);
    checkSchema(need, table, index, place, List.of(list.shardKey(), list.sortKey()));
    TemplateNode projection = index.at("Projection", "ProjectionType");
    if (!projection.text().equals("ALL")) {
      String sentence =
          "The index " + list.index() + " of " + table.id() + " must project all attributes";
      List<String> path = Findings.path(table.id(), "Properties", "GlobalSecondaryIndexes", at);
      String line = "Projection: { ProjectionType: ALL }";
      if (index.at("Projection").isPresent()) {
        findings.wrong(sentence, path, index.at("Projection"), line);
      } else {
        findings.missing(sentence, path, line);
      }
    }
  }

  private static String index(ListFacts list) {
    return "- IndexName: "
        + list.index()
        + '\n'
        + schema(List.of(list.shardKey(), list.sortKey())).indent(2)
        + "  Projection: { ProjectionType: ALL }";
  }

  private static String yaml(String id, Need need) {
    String definitions =
        need.attributes().stream()
            .map(key -> "- " + definition(key))
            .collect(Collectors.joining("\n"));
    String table =
        """
        %s:
          Type: AWS::DynamoDB::Table
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain
          Properties:
            BillingMode: PAY_PER_REQUEST
            DeletionProtectionEnabled: true
            PointInTimeRecoverySpecification:
              PointInTimeRecoveryEnabled: true
            SSESpecification:
              SSEEnabled: true
            AttributeDefinitions:
        %s%s\
        """
            .formatted(id, definitions.indent(6), schema(need.keys()).indent(4).stripTrailing());
    return switch (need.holds()) {
      case "events" -> table + "\n    StreamSpecification:\n      StreamViewType: NEW_IMAGE";
      case "operations" -> table + '\n' + EXPIRY.indent(4).stripTrailing();
      default -> need.lists().isEmpty() ? table : table + '\n' + indexes(need.lists());
    };
  }

  private static String indexes(List<ListFacts> lists) {
    return lists.stream()
        .map(list -> index(list).indent(6).stripTrailing())
        .collect(Collectors.joining("\n", "    GlobalSecondaryIndexes:\n", ""));
  }
}
