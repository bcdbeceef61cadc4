package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.InMemoryEventStore;
import dev.headwater.Outcome.Committed;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEventCodec;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.event.EventLog;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import dev.headwater.opensearch.Generation;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.projection.Delivery;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ManualHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.JsonNode;

/** Views that are behind as far as a test leaves them, and readers who know better. */
class OwnWritesTest {
  private static final String TABLE = "test-CustomersTable";

  private final ManualHost machine = new ManualHost(1);
  private final LocalDynamoDb dynamoDb = LocalDynamoDb.start(null);
  private final LocalOpenSearch openSearch = LocalOpenSearch.start(null);
  private final InMemoryEventStore<Customer, CustomerEvent> store = new InMemoryEventStore<>();
  private final AtomicInteger logReads = new AtomicInteger();
  private final CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler;
  private final OpenSearchIndex<CustomerView> written;
  private final DynamoDbViewStore<CustomerView> views;
  private final Invocations api;

  OwnWritesTest() {
    dynamoDb.create(
        StackReader.read(
                Path.of("template.yaml"),
                StackOptions.unstarted("test", Map.of("UniqueEmail", "false")))
            .tables());
    handler = new CommandHandler<>(new CustomerDecider(false), store, machine.host());
    var format = new CustomerViewFormat();
    views =
        new DynamoDbViewStore<>(dynamoDb.client(), new ViewTable(TABLE, 3), format, machine.host());
    OpenSearchClient client =
        new OpenSearchConnection(
                openSearch.endpoint(),
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Apache5HttpClient.create())
            .client();
    new OpenSearchIndices(client, "customers", format, 1).create();
    written = new OpenSearchIndex<>(client, Generation.A.writeAlias("customers"), format);
    EventLog<CustomerEvent> log =
        (stream, after, max) -> {
          logReads.incrementAndGet();
          return store.read(stream, after, max);
        };
    api =
        new Invocations(
            new QueryApi(views, log, new OpenSearchIndex<>(client, "customers", format)));
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
    openSearch.close();
  }

  // ---- look-up

  @Test
  void a_look_up_sees_the_version_that_it_asks_for() {
    register("ada", "ada@example.com");

    assertThat(lookUp("ada", Map.of()).status()).isEqualTo(404);
    Answer answer = lookUp("ada", Map.of("minVersion", "1"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isEqualTo("\"1\"");
    assertThat(answer.body().path("email").asString()).isEqualTo("ada@example.com");
    assertThat(
            api.invoke(
                    """
                    {"queryType":"GetCustomerById","customerId":"ada","minVersion":1}\
                    """)
                .body())
        .isEqualTo(answer.body());
  }

  @Test
  void a_view_that_is_new_enough_costs_no_read_of_the_log_and_one_behind_costs_one() {
    register("ada", "ada@example.com");
    project("ada");
    assertThat(lookUp("ada", Map.of("minVersion", "1")).status()).isEqualTo(200);
    assertThat(logReads).hasValue(0);

    handle(new UpdateEmail(new CustomerId("ada"), new EmailAddress("a@x.de")));
    assertThat(lookUp("ada", Map.of("minVersion", "2")).body().path("email").asString())
        .isEqualTo("a@x.de");
    assertThat(logReads).hasValue(1);
  }

  @Test
  void a_version_that_nobody_has_written_is_a_bad_request() {
    register("ada", "ada@example.com");

    for (Answer answer :
        List.of(
            lookUp("ada", Map.of("minVersion", "2")),
            list(Map.of("after", "ada@2")),
            list(Map.of("email", "*", "after", "ada@2")))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("unknown-version");
      assertThat(answer.body().path("actualVersion").asLong()).isEqualTo(1);
    }
    assertThat(lookUp("nobody", Map.of("minVersion", "1")).status()).isEqualTo(400);
    assertThat(lookUp("ada", Map.of("minVersion", "one")).problem()).isEqualTo("invalid-fields");
    for (String malformed : List.of("ada", "@1", "ada@", "ada@x", "a b@1")) {
      assertThat(list(Map.of("after", malformed)).problem()).isEqualTo("invalid-fields");
    }
  }

  @Test
  void nothing_is_looked_up_when_no_time_is_left() {
    register("ada", "ada@example.com");
    project("ada");

    Answer late =
        api.before(Instant.EPOCH).get("GET /customers/{id}", Map.of("id", "ada"), Map.of());
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.problem()).isEqualTo("unavailable");
  }

  // ---- lists and searches

  @Test
  void who_has_just_registered_is_in_the_list_and_who_was_just_suspended_is_not() {
    for (String id : List.of("ada", "bob")) {
      register(id, id + "@example.com");
      project(id);
    }
    register("cas", "cas@example.com");
    handle(new SuspendCustomer(new CustomerId("ada"), new Text("asked for it")));

    assertThat(ids(list(Map.of("status", "ACTIVE")))).containsExactly("ada", "bob");
    assertThat(ids(list(Map.of("status", "ACTIVE", "after", "cas@1"))))
        .containsExactly("ada", "bob", "cas");
    assertThat(ids(list(Map.of("status", "ACTIVE", "after", "ada@2")))).containsExactly("bob");
    assertThat(ids(list(Map.of("status", "SUSPENDED", "after", "ada@2")))).containsExactly("ada");
    assertThat(ids(list(Map.of("order", "desc", "after", "cas@1"))))
        .containsExactly("cas", "bob", "ada");
    assertThat(
            api.invoke(
                    """
                    {"queryType":"GetActiveCustomers","after":"ada@2"}\
                    """)
                .body()
                .path("items")
                .findValuesAsString("customerId"))
        .containsExactly("bob");
  }

  @Test
  void whose_address_was_just_changed_is_found_by_the_new_one_only() {
    for (String id : List.of("ada", "bob")) {
      register(id, id + "@example.com");
      project(id);
    }
    handle(new UpdateEmail(new CustomerId("ada"), new EmailAddress("zoe@x.de")));

    assertThat(ids(list(Map.of("email", "*@example.com")))).containsExactly("ada", "bob");
    assertThat(ids(list(Map.of("email", "*@example.com", "after", "ada@2"))))
        .containsExactly("bob");
    assertThat(ids(list(Map.of("email", "*", "after", "ada@2")))).containsExactly("bob", "ada");
    assertThat(ids(list(Map.of("email", "zoe@x.de", "status", "ACTIVE", "after", "ada@2"))))
        .containsExactly("ada");
    assertThat(ids(list(Map.of("email", "zoe@x.de", "status", "SUSPENDED", "after", "ada@2"))))
        .isEmpty();
    assertThat(
            api.invoke(
                    """
                    {"queryType":"SearchCustomersByEmail","emailPattern":"z*","after":"ada@2"}\
                    """)
                .body()
                .path("items")
                .findValuesAsString("customerId"))
        .containsExactly("ada");
  }

  /** Whatever the page size, over all pages everybody shows once, and the one seen as seen. */
  @Test
  void pages_neither_lose_nor_repeat_anybody() {
    Random random = new Random(5);
    for (int number = 0; number < 12; number++) {
      String id = "c" + random.nextInt(1_000_000);
      register(id, (char) ('a' + random.nextInt(26)) + id + "@example.com");
      if (number % 4 != 3) {
        project(id);
      }
      if (number % 2 == 1) {
        handle(
            new UpdateEmail(
                new CustomerId(id),
                new EmailAddress((char) ('a' + random.nextInt(26)) + id + "@x.de")));
        assertThat(pagesOf(Map.of("after", id + "@2")))
            .containsOnlyOnce(id)
            .doesNotHaveDuplicates();
        assertThat(pagesOf(Map.of("email", "*", "after", id + "@2")))
            .containsOnlyOnce(id)
            .doesNotHaveDuplicates();
        assertThat(pagesOf(Map.of("email", "*@example.com", "after", id + "@2")))
            .doesNotContain(id);
      }
    }
    assertThat(pagesOf(Map.of())).hasSize(9);
    assertThat(pagesOf(Map.of("email", "*"))).hasSize(9);
  }

  /** The same with pages of one, two and three. */
  private List<String> pagesOf(Map<String, String> query) {
    List<String> whole = ids(list(query));
    for (int limit = 1; limit <= 3; limit++) {
      List<String> paged = new ArrayList<>();
      Map<String, String> next = new HashMap<>(query);
      next.put("limit", Integer.toString(limit));
      JsonNode cursor;
      do {
        Answer page = list(next);
        assertThat(ids(page)).hasSizeLessThanOrEqualTo(limit);
        paged.addAll(ids(page));
        cursor = page.body().path("nextCursor");
        next.put("cursor", cursor.asString(""));
      } while (cursor.isString());
      assertThat(paged).as("pages of %d", limit).isEqualTo(whole);
    }
    return whole;
  }

  private void register(String id, String email) {
    handle(
        new RegisterCustomer(
            new CustomerId(id), new EmailAddress(email), new Text("Name of " + id)));
  }

  private void handle(CustomerCommand command) {
    machine.clock().advance(Duration.ofMillis(7));
    assertThat(handler.handle(CommandRequest.of(command.customerId().stream(), command)))
        .isInstanceOf(Committed.class);
  }

  /** Brings the view and the document to the head of the stream. */
  private void project(String id) {
    for (ViewStore<CustomerView> target : List.of(views, written)) {
      new Projector<>(
              new CustomerProjection(), new CustomerEventCodec(), store, target, machine.host())
          .project(List.of(new Delivery.Repair(id, new CustomerId(id).stream())), Instant.MAX);
    }
  }

  private Answer lookUp(String id, Map<String, String> query) {
    return api.http("GET /customers/{id}", Map.of("id", id), query, Map.of(), "");
  }

  private Answer list(Map<String, String> query) {
    return api.http("GET /customers", Map.of(), query, Map.of(), "");
  }

  private static List<String> ids(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("items").findValuesAsString("customerId");
  }
}
