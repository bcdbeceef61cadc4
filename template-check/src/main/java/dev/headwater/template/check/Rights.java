package dev.headwater.template.check;

import dev.headwater.event.StreamId;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.SearchFacts;
import dev.headwater.template.check.Resources.Projected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rights that each ready-made function uses. IAM checks each action of a transaction as if it
 * were sent alone. There are none to resources that are not in the template.
 */
final class Rights {
  private static final String QUERY = "dynamodb:Query";
  private static final String GET = "dynamodb:GetItem";
  private static final String PUT = "dynamodb:PutItem";
  private static final String DELETE = "dynamodb:DeleteItem";
  private static final String SCAN = "dynamodb:Scan";
  private static final String BATCH_GET = "dynamodb:BatchGetItem";
  private static final String DESCRIBE = "dynamodb:DescribeTable";
  private static final String SEND = "sqs:SendMessage";
  private static final String QUEUE_ATTRIBUTES = "sqs:GetQueueAttributes";
  private static final String HTTP_GET = "es:ESHttpGet";
  private static final String HTTP_POST = "es:ESHttpPost";

  /** Follows the alias of a search: its index, and the alias for writing. */
  private static final String INDEX = "-a";

  private static final String WRITE_ALIAS = INDEX + "-write";

  private Rights() {}

  static List<Right> ofCommands(Resources resources) {
    EventsTables events = resources.eventsTables();
    boolean claims = resources.service().makesClaims();
    Stream<Right> onEvents = events.rights(QUERY, PUT, DESCRIBE);
    // To see whether there are events without claims.
    Stream<Right> check = events.rights(SCAN).map(right -> claims ? right : right.optional());
    Stream<Right> onClaims = Right.on(resources.claims().arn(), GET, PUT, DELETE);
    return known(
        List.of(onEvents, check, onClaims.map(right -> claims ? right : right.optional())));
  }

  static List<Right> ofRelay(Resources resources) {
    return known(
        List.of(
            Right.on(resources.bus().arn(), "events:PutEvents"),
            Right.on(resources.parked().arn(), SEND)));
  }

  static List<Right> ofStream(Resources resources) {
    return known(
        List.of(
            resources
                .eventsTables()
                .streamRights(
                    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
            Right.on("*", "dynamodb:ListStreams")));
  }

  static List<Right> ofProjector(Resources resources, Projected projected) {
    Stream<Right> onQueues =
        Stream.concat(
            Right.on(resources.queue(projected).arn(), "sqs:ChangeMessageVisibility"),
            Right.on(resources.deadLetters(projected).arn(), SEND));
    Stream<Right> onStore =
        projected.view().search() != null && projected.search()
            ? writing(resources, projected.view().search())
            : Right.on(resources.table(projected.view()).arn(), BATCH_GET, PUT);
    return known(List.of(resources.eventsTables().rights(QUERY), onStore, onQueues));
  }

  static List<Right> ofQueue(Resources resources, Projected projected) {
    return known(List.of(receiving(resources.queue(projected).arn())));
  }

  /** Of the queues that are event sources of these functions. */
  static List<Right> ofQueues(List<ServiceFunction> functions) {
    return known(
        functions.stream()
            .flatMap(function -> function.events("SQS").values().stream())
            .map(source -> receiving(source.at("Queue").text()))
            .toList());
  }

  private static Stream<Right> receiving(String queue) {
    return Right.on(queue, "sqs:ReceiveMessage", "sqs:DeleteMessage", QUEUE_ATTRIBUTES);
  }

  static List<Right> ofQueries(Resources resources) {
    ServiceFacts service = resources.service();
    List<Stream<Right>> rights = new ArrayList<>();
    rights.add(resources.eventsTables().rights(QUERY));
    for (ViewFacts view : service.views()) {
      rights.add(lists(resources, view));
      rights.add(Right.on(resources.table(view).arn(), GET));
      if (view.search() != null) {
        String alias = domain(resources) + '/' + view.search().alias();
        rights.add(asked(service, view, "search", alias + "/_search"));
        rights.add(asked(service, view, "count", alias + "/_count"));
      }
    }
    return known(rights);
  }

  private static Stream<Right> asked(
      ServiceFacts service, ViewFacts view, String kind, String path) {
    return FunctionNeed.asks(service, view, kind) ? Right.on(path, HTTP_POST) : Stream.of();
  }

  private static Stream<Right> lists(Resources resources, ViewFacts view) {
    String table = resources.table(view).arn();
    return view.lists().stream()
        .flatMap(
            list -> Right.on(table + "/index/" + list.index(), table + "/index/*", List.of(QUERY)));
  }

  static List<Right> ofOperations(Resources resources) {
    List<Stream<Right>> rights = new ArrayList<>();
    EventsTables events = resources.eventsTables();
    rights.add(events.rights(BATCH_GET, "dynamodb:ConditionCheckItem", DESCRIBE, QUERY, SCAN));
    rights.add(events.rights(PUT).map(Right::optional)); // for imports
    boolean claims = resources.service().makesClaims();
    rights.add(repairing(resources.claims().arn()).map(each -> claims ? each : each.optional()));
    for (ViewFacts view : resources.service().views()) {
      rights.add(repairing(resources.table(view).arn()));
      rights.add(lists(resources, view));
      if (view.search() != null) {
        rights.add(writing(resources, view.search()));
        rights.add(auditing(resources, view.search()));
      }
    }
    rights.add(
        Right.on(
            resources.operations().arn(),
            DELETE,
            DESCRIBE,
            GET,
            PUT,
            QUERY,
            "dynamodb:UpdateItem"));
    rights.add(events.streamRights("dynamodb:GetRecords", "dynamodb:GetShardIterator"));
    rights.add(Right.on(resources.bus().arn(), "events:PutEvents"));
    Stream.of(resources.failures().stream(), Stream.of(resources.parked()))
        .flatMap(each -> each)
        .forEach(queue -> rights.add(redriving(queue.arn())));
    for (Projected projected : resources.projections()) {
      rights.add(redriving(resources.deadLetters(projected).arn()));
      rights.add(Right.on(resources.queue(projected).arn(), QUEUE_ATTRIBUTES, SEND));
    }
    rights.add(Right.on("*", "cloudwatch:GetMetricData")); // AWS knows no narrower resource for it
    return known(rights);
  }

  /** Heartbeats are all that they write. */
  static List<Right> ofChecks(Resources resources) {
    EventsTables events = resources.eventsTables();
    List<Stream<Right>> rights = new ArrayList<>();
    rights.add(events.rights(QUERY, SCAN));
    String heartbeats = StreamId.HEARTBEATS + '#' + resources.service().name();
    rights.add(events.rights(PUT).map(right -> right.inPartition(heartbeats)));
    for (ViewFacts view : resources.service().views()) {
      rights.add(Right.on(resources.table(view).arn(), BATCH_GET, GET));
      rights.add(lists(resources, view));
      if (view.search() != null) {
        rights.add(toIndex(resources, view.search(), "/_mget", HTTP_POST));
      }
    }
    return known(rights);
  }

  /** Looking at dead letters, giving them back, removing them and parking them again. */
  private static Stream<Right> redriving(String queue) {
    return Right.on(
        queue,
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        QUEUE_ATTRIBUTES,
        "sqs:ReceiveMessage",
        SEND);
  }

  private static Stream<Right> repairing(String table) {
    return Right.on(table, BATCH_GET, DELETE, DESCRIBE, GET, PUT, SCAN);
  }

  /** Writing documents, creating the index when it is missing, and completing its mapping. */
  private static Stream<Right> writing(Resources resources, SearchFacts search) {
    String domain = domain(resources);
    String alias = search.alias();
    return Stream.of(
            Right.on(
                domain + '/' + alias + INDEX, domain + '/' + alias + "-*", List.of("es:ESHttpPut")),
            toIndex(resources, search, "/_bulk", HTTP_POST),
            toIndex(resources, search, "/_mget", HTTP_POST),
            Right.on(domain + "/_aliases", HTTP_POST),
            Right.on(domain + "/_alias/" + alias, HTTP_GET),
            Right.on(
                domain + "/_alias/" + alias + WRITE_ALIAS,
                domain + "/_alias/" + alias + "-*",
                List.of(HTTP_GET)),
            Right.on(
                domain + '/' + alias + INDEX + "/_mapping",
                domain + '/' + alias + "-*/_mapping",
                List.of(HTTP_GET)))
        .flatMap(each -> each);
  }

  private static Stream<Right> auditing(Resources resources, SearchFacts search) {
    return Stream.of(
            toIndex(resources, search, "", "es:ESHttpHead"),
            toIndex(resources, search, "/_search", HTTP_POST),
            toIndex(resources, search, "/_count", HTTP_POST))
        .flatMap(each -> each);
  }

  private static Stream<Right> toIndex(
      Resources resources, SearchFacts search, String path, String action) {
    String alias = domain(resources) + '/' + search.alias();
    return Right.on(alias + WRITE_ALIAS + path, alias + "-*" + path, List.of(action));
  }

  private static String domain(Resources resources) {
    return resources.search().arn();
  }

  /** Without those to resources from elsewhere, whose ARN the template does not tell. */
  private static List<Right> known(List<Stream<Right>> rights) {
    return rights.stream()
        .flatMap(each -> each)
        .filter(right -> right.resource().matches("(?s)\\*|\\$.*|arn:.*"))
        .toList();
  }
}
