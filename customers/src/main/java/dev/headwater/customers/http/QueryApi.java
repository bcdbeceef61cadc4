package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.http.OwnWrites.Seen;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ListRead;
import dev.headwater.dynamodb.views.ViewPage;
import dev.headwater.event.EventLog;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.projection.SortedPage;
import dev.headwater.projection.UnreadableViewException;
import dev.headwater.projection.VersionedView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The read side: a customer, lists of customers, searches, and a customer's history. */
public final class QueryApi implements Api {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);

  /** What stands in the place of a customer's id in the route that counts. */
  static final String COUNT = "count";

  private final DynamoDbViewStore<CustomerView> views;
  private final EventLog<CustomerEvent> log;
  private final OwnWrites ownWrites;
  private final CustomerSearches searches;

  /**
   * @param index {@code null} while search is switched off
   */
  public QueryApi(
      DynamoDbViewStore<CustomerView> views,
      EventLog<CustomerEvent> log,
      @Nullable OpenSearchIndex<CustomerView> index) {
    this.views = views;
    this.log = log;
    this.ownWrites = new OwnWrites(views, log);
    this.searches = new CustomerSearches(index);
  }

  @Override
  public Response http(HttpRequest request, Instant deadline) {
    Fields fields = new Fields(request.queryFields(), "query");
    Supplier<@Nullable CustomerId> id =
        fields.given("customerId", request.pathParameters().get("id"), CustomerId::new);
    return switch (request.routeKey()) {
      case "GET /customers/{id}" -> {
        var minVersion = fields.optionalNumber("minVersion", CommandParser::version);
        fields.check();
        yield find(Objects.requireNonNull(id.get()), minVersion.get(), deadline);
      }
      case "GET /customers" ->
          request.query().containsKey("email")
              ? search("email", fields, request.query().getOrDefault("email", ""), deadline)
              : list(fields, deadline);
      case "GET /customers/" + COUNT -> {
        var status = fields.optional("status", ListParameters::status);
        fields.check();
        yield searches.count(status.get());
      }
      case "GET /customers/{id}/events" -> {
        var asked = ListParameters.ofPage(fields);
        fields.check();
        yield history(Objects.requireNonNull(id.get()), asked);
      }
      case "GET /health" -> {
        fields.check();
        yield health();
      }
      default -> Response.failed(ProblemType.UNKNOWN_ROUTE);
    };
  }

  @Override
  public Response invoke(JsonNode request, Instant deadline) {
    if (!(request instanceof ObjectNode object)) {
      throw ProblemException.malformed("A query reads {\"queryType\": \"…\", …}.");
    }
    Fields fields = new Fields(object, "query");
    fields.required("queryType", text -> text);
    return switch (object.path("queryType").asString("")) {
      case "GetCustomerById" -> {
        var id = fields.required("customerId", CustomerId::new);
        var minVersion = fields.optionalNumber("minVersion", CommandParser::version);
        fields.check();
        yield find(id.get(), minVersion.get(), deadline);
      }
      case "GetActiveCustomers" -> {
        var asked = ListParameters.of(fields, CustomerStatus.ACTIVE);
        fields.check();
        yield list(asked, deadline);
      }
      case "SearchCustomersByEmail" ->
          search("emailPattern", fields, object.path("emailPattern").asString(""), deadline);
      default ->
          throw ProblemException.malformed(
              "The queryType is not known; there are"
                  + " GetCustomerById, GetActiveCustomers and SearchCustomersByEmail.");
    };
  }

  private Response search(String field, Fields fields, String text, Instant deadline) {
    var pattern = fields.required(field, CustomerSearches::pattern);
    var asked = ListParameters.ofSearch(fields);
    fields.check();
    return searches.search(pattern.get(), text, asked, seen -> ownWrites.read(seen, deadline));
  }

  private Response list(Fields fields, Instant deadline) {
    fields.optional("email", text -> text); // which makes a search of a list: worth naming
    var asked = ListParameters.of(fields);
    fields.check();
    return list(asked, deadline);
  }

  private Response find(CustomerId id, @Nullable Long minVersion, Instant deadline) {
    VersionedView<CustomerView> found =
        ownWrites.read(new Seen(id, minVersion == null ? 0 : minVersion), deadline);
    return found.view() == null
        ? Response.failed(ProblemType.UNKNOWN_CUSTOMER)
        : new Response.Done(
            200,
            Map.of("etag", ETag.of(found.version())),
            CustomerJson.view(found.version(), found.view()));
  }

  private Response list(ListParameters asked, Instant deadline) {
    String list = asked.listName();
    CustomerStatus status = asked.status();
    List<String> partitions =
        status == null
            ? Arrays.stream(CustomerStatus.values()).map(Enum::name).toList()
            : List.of(status.name());
    String place = Cursor.place(asked.cursor(), list);
    ListRead listRead = listRead(partitions, asked, place);
    SortedPage<VersionedView<CustomerView>, String> page =
        asked.overlaid(
            () -> {
              ViewPage<CustomerView> read = views.list(listRead, deadline);
              return new SortedPage<>(read.items(), read.nextSort());
            },
            seen -> ownWrites.read(seen, deadline),
            asked::include,
            new SortedPage.Bounds<>(
                CustomerViewFormat::listPlace, asked.placesInOrder(), place, asked.limit()));
    return CustomerJson.page(page.entries(), list, page.next());
  }

  /** Any place that a list may have: a page may end on a view that somebody has damaged. */
  private static ListRead listRead(
      List<String> partitions, ListParameters asked, @Nullable String place) {
    try {
      return new ListRead(partitions, asked.order(), place, asked.limit());
    } catch (IllegalArgumentException outOfBounds) {
      throw Cursor.foreign();
    }
  }

  private Response history(CustomerId id, ListParameters asked) {
    String list = "history/" + id;
    HistoryPage<CustomerEvent> page =
        HistoryPage.read(log, id.stream(), Cursor.place(asked.cursor(), list), asked.limit());
    if (page.events().isEmpty() && asked.cursor() == null) {
      return Response.failed(ProblemType.UNKNOWN_CUSTOMER);
    }
    ArrayNode items = Json.array();
    page.events().forEach(event -> items.add(CustomerJson.event(event)));
    return CustomerJson.page(items, list, page.next());
  }

  /** Healthy is who can read its views, whatever is in the one of a customer with this id. */
  private Response health() {
    try {
      views.find("health");
    } catch (UnreadableViewException damaged) {
      LOG.warn(damaged.getMessage());
    }
    return Response.ok(Json.object().put("status", "UP"));
  }
}
