package dev.headwater.customers;

import dev.headwater.customers.RecordingProxy.Request;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An action on a resource, as a policy allows it or as a request needs it.
 *
 * @param resource as the template writes it, such as {@code ${EventsTable.Arn}}
 * @param partition the only partition of a table that a policy allows it in, or that a request
 *     writes; empty if a policy does not say, or a request writes none
 */
record Right(String action, String resource, String partition) {
  /** An operation in a transaction needs the right to do it alone. */
  private static final Map<String, String> IN_TRANSACTION =
      Map.of(
          "Put",
          "PutItem",
          "Delete",
          "DeleteItem",
          "Update",
          "UpdateItem",
          "ConditionCheck",
          "ConditionCheckItem");

  static final String EACH_KEY = "ForAllValues:StringEquals";
  static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  private static final String RESTORED =
      "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${EventsTableName}";

  Right(String action, String resource) {
    this(action, resource, "");
  }

  /**
   * What a part of the template allows, if it is a statement of a policy. What it allows on a
   * restored events table is allowed on the stack's own.
   */
  static Stream<Right> allowedBy(TemplateNode statement) {
    return statement.at("Action").elements().stream()
        .flatMap(
            action ->
                statement.at("Resource").elements().stream()
                    .map(
                        resource ->
                            new Right(
                                action.text(), onOwnTable(resource.text()), partition(statement))));
  }

  /** As the only condition that {@link FunctionRights} understands has it. */
  private static String partition(TemplateNode statement) {
    return String.join(" ", statement.at("Condition", EACH_KEY, LEADING_KEYS).texts());
  }

  private static String onOwnTable(String resource) {
    return resource
        .replace(RESTORED + "/stream/${EventsTableStreamLabel}", "${EventsTable.StreamArn}")
        .replace(RESTORED, "${EventsTable.Arn}");
  }

  static Stream<Right> toSearch(Request request) {
    String method = request.method();
    return Stream.of(
        new Right(
            "es:ESHttp" + method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT),
            "${SearchDomain.Arn}" + request.path()));
  }

  /** Of a queue that is called as its logical id. Calls on batches need the right to do one. */
  static Right toSqs(Request request) {
    String url = JsonMapper.shared().readTree(request.body()).path("QueueUrl").asString();
    return new Right(
        "sqs:" + request.operation().replaceFirst(".*\\.", "").replaceFirst("Batch$", ""),
        "${" + url.replaceFirst(".*/", "") + ".Arn}");
  }

  /** Of the only bus. */
  static Right toBus(Request request) {
    return new Right("events:" + request.operation().replaceFirst(".*\\.", ""), "${Bus.Arn}");
  }

  /** AWS knows no resources for it. */
  static Right toCloudWatch(Request request) {
    return new Right("cloudwatch:" + request.path().replaceFirst(".*/", ""), "*");
  }

  /**
   * @param tables their logical ids, by name
   */
  static Stream<Right> toDynamoDb(Request request, Map<String, String> tables) {
    String operation = request.operation().replaceFirst(".*\\.", "");
    JsonNode body = JsonMapper.shared().readTree(request.body());
    return switch (operation) {
      case "TransactWriteItems" ->
          body.path("TransactItems")
              .valueStream()
              .flatMap(
                  item ->
                      item.propertyStream()
                          .map(
                              part ->
                                  toTable(
                                      IN_TRANSACTION.getOrDefault(part.getKey(), ""),
                                      part.getValue(),
                                      tables)));
      case "BatchGetItem" ->
          body.path("RequestItems").propertyNames().stream()
              .map(table -> new Right("dynamodb:" + operation, arn(table, tables)));
      // Of the one stream that there is, which a later request names by an iterator.
      case "GetShardIterator", "GetRecords" ->
          Stream.of(new Right("dynamodb:" + operation, "${EventsTable.StreamArn}"));
      default -> Stream.of(toTable(operation, body, tables));
    };
  }

  private static Right toTable(String operation, JsonNode request, Map<String, String> tables) {
    String table = arn(request.path("TableName").asString(), tables);
    String index = request.path("IndexName").asString("");
    return new Right(
        "dynamodb:" + operation,
        index.isEmpty() ? table : table + "/index/" + index,
        request.path("Item").path("PK").path("S").asString(""));
  }

  private static String arn(String table, Map<String, String> tables) {
    return "${" + tables.get(table) + ".Arn}";
  }

  /** IAM compares the whole resource, and its {@code *} stands for slashes, too. */
  boolean covers(Right needed) {
    return action.equals(needed.action)
        && (partition.isEmpty() || partition.equals(needed.partition))
        && needed.resource.matches(Pattern.quote(resource).replace("*", "\\E.*\\Q"));
  }
}
