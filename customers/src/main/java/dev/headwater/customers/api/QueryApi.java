package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EventLog;
import dev.headwater.event.RecordedEvent;
import dev.headwater.host.Host;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.UnreadableViewException;
import dev.headwater.projection.VersionedView;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.SortedPage;
import dev.headwater.query.ViewReader;
import dev.headwater.service.http.Api;
import dev.headwater.service.http.ETag;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.HistoryPage;
import dev.headwater.service.http.HttpRequest;
import dev.headwater.service.http.Json;
import dev.headwater.service.http.OwnWrites;
import dev.headwater.service.http.PageRequest;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Response;
import dev.headwater.service.http.SeenVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The read side: look-ups, lists, searches and histories of customers. */
public final class QueryApi implements Api {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);

  private final ViewReader<CustomerView> views;
  private final EventLog<CustomerEvent> log;
  private final OwnWrites<CustomerView> ownWrites;
  private final CustomerLists lists;
  private final CustomerSearches searches;

  /**
   * @param index {@code null} if search is switched off
   */
  public QueryApi(
      ViewReader<CustomerView> views,
      EventLog<CustomerEvent> log,
      @Nullable SearchIndex<CustomerView> index) {
    this.views = views;
    this.log = log;
    this.ownWrites =
        new OwnWrites<>(
            CustomerProblems.CUSTOMER,
            CustomerView::customerId,
            views::find,
            new FreshView<>(CustomerProjection.VIEW, log, Host.system()));
    this.lists = new CustomerLists(views, ownWrites);
    this.searches = new CustomerSearches(index, ownWrites);
  }

  @Override
  public Call http(HttpRequest request) {
    return new Call(CustomerProblems.CUSTOMER, deadline -> http(request, deadline));
  }

  @Override
  public Call invoke(JsonNode request) {
    return new Call(CustomerProblems.CUSTOMER, deadline -> invoke(request, deadline));
  }

  private Response http(HttpRequest request, Instant deadline) {
    Fields fields = request.queryFields();
    Supplier<@Nullable CustomerId> id =
        fields.given("customerId", request.pathParameter("id"), CustomerId::new);
    return switch (request.routeKey()) {
      case "GET /customers/{id}" -> {
        var minVersion = fields.optionalVersion("minVersion");
        fields.check();
        yield find(Objects.requireNonNull(id.get()), minVersion.get(), deadline);
      }
      case "GET /customers" -> {
        if (fields.has("email")) {
          yield searches.search(SearchQuery.parse(fields, "email"), deadline);
        }
        fields.optional("email", text -> text); // turns a list into a search: worth suggesting
        yield lists.list(ListQuery.parse(fields), deadline);
      }
      case "GET /customers/" + CustomerIds.COUNT -> {
        var status = fields.optionalEnum("status", CustomerStatus.class);
        fields.check();
        yield searches.count(status.get());
      }
      case "GET /customers/{id}/events" -> {
        var page = PageRequest.of(fields);
        fields.check();
        yield history(Objects.requireNonNull(id.get()), page.get());
      }
      case "GET /health" -> {
        fields.check();
        yield health();
      }
      default -> new Response.Failed(Problem.of(ProblemType.UNKNOWN_ROUTE));
    };
  }

  private Response invoke(JsonNode request, Instant deadline) {
    if (!(request instanceof ObjectNode object)) {
      throw ProblemException.malformed("A query reads {\"queryType\": \"…\", …}.");
    }
    Fields fields = new Fields(object, "query");
    fields.required("queryType", text -> text);
    return switch (object.path("queryType").asString("")) {
      case "GetCustomerById" -> {
        var id = fields.required("customerId", CustomerId::new);
        var minVersion = fields.optionalVersion("minVersion");
        fields.check();
        yield find(id.get(), minVersion.get(), deadline);
      }
      case "GetActiveCustomers" ->
          lists.list(ListQuery.parse(fields, CustomerStatus.ACTIVE), deadline);
      case "SearchCustomersByEmail" ->
          searches.search(SearchQuery.parse(fields, "emailPattern"), deadline);
      default ->
          throw ProblemException.malformed(
              "The queryType is not known; there are"
                  + " GetCustomerById, GetActiveCustomers and SearchCustomersByEmail.");
    };
  }

  private Response find(CustomerId id, @Nullable Long minVersion, Instant deadline) {
    VersionedView<CustomerView> found =
        ownWrites.read(new SeenVersion(id.value(), minVersion == null ? 0 : minVersion), deadline);
    ObjectNode customer = CustomerJson.view(found);
    return customer == null
        ? new Response.Failed(CustomerProblems.CUSTOMER.unknown())
        : new Response.Done(200, Map.of("etag", ETag.of(found.version())), customer);
  }

  private Response history(CustomerId id, PageRequest page) {
    return page.answer(
        "history/" + id, place -> history(id, place, page.limit()), CustomerJson::event);
  }

  private SortedPage<RecordedEvent<CustomerEvent>, String> history(
      CustomerId id, @Nullable String place, int limit) {
    var page = HistoryPage.read(log, id.stream(), place, limit);
    if (place == null && page.entries().isEmpty()) {
      throw new ProblemException(CustomerProblems.CUSTOMER.unknown());
    }
    return page;
  }

  /** Healthy if views can be read, even if a customer has this id and a damaged view. */
  private Response health() {
    try {
      views.find("health");
    } catch (UnreadableViewException damaged) {
      LOG.warn(damaged.getMessage());
    }
    return Response.ok(Json.object().put("status", "UP"));
  }
}
