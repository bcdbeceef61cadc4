package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.http.Json;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.customers.view.CustomerViewFormat;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.opensearch.Generation;
import dev.headwater.opensearch.OpenSearchConnection;
import dev.headwater.opensearch.OpenSearchIndex;
import dev.headwater.opensearch.OpenSearchIndices;
import dev.headwater.opensearch.SearchPosition;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.opensearch.OpenSearchClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Searches and counts, on an index that is filled once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerSearchesTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  private final LocalOpenSearch server = LocalOpenSearch.start(null);
  private final Invocations api =
      new Invocations(new QueryApi(unusedViews(), new InMemoryEventStore<>(), index()));

  private OpenSearchIndex<CustomerView> index() {
    var format = new CustomerViewFormat();
    OpenSearchClient client =
        new OpenSearchConnection(
                server.endpoint(), Region.EU_CENTRAL_1, CREDENTIALS, Apache5HttpClient.create())
            .client();
    new OpenSearchIndices(client, "customers", format, 1).create();
    var written = new OpenSearchIndex<>(client, Generation.A.writeAlias("customers"), format);
    assertThat(
            written.save(
                List.of(
                    customer("c1", "ada@example.com", CustomerStatus.ACTIVE),
                    customer("c2", "ADA.L@example.com", CustomerStatus.SUSPENDED),
                    customer("c3", "bob@x.de", CustomerStatus.ACTIVE),
                    customer("c4", "a*a@x.de", CustomerStatus.ACTIVE),
                    customer("c5", "ada@example.com", CustomerStatus.SUSPENDED),
                    customer("c6", "\u00e5sa@x.de", CustomerStatus.ACTIVE))))
        .isEqualTo(Saved.ALL);
    return new OpenSearchIndex<>(client, "customers", format);
  }

  private static ViewChange<CustomerView> customer(String id, String email, CustomerStatus status) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return new ViewChange<>(
        id,
        0,
        new VersionedView<>(
            7,
            new CustomerView(
                id,
                new EmailAddress(email).value(),
                "Name of " + id,
                status,
                at,
                at,
                status == CustomerStatus.SUSPENDED ? "unpaid" : null)));
  }

  /** No test here asks for them. */
  private static DynamoDbViewStore<CustomerView> unusedViews() {
    return new DynamoDbViewStore<>(
        DynamoDbClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .httpClient(Apache5HttpClient.create())
            .build(),
        new ViewTable("none", 1),
        new CustomerViewFormat(),
        Host.system());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xFFFF, 0xFFFE, 0xFDD0, 0x1FFFE, 0x10FFFF, 0x1, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x200B,
        0x2028, 0x202E, 0xE000, 0xFE0F
      })
  void a_pattern_that_no_email_can_match_is_refused_by_its_name(int codePoint) {
    String pattern = "*" + Character.toString(codePoint) + "*";

    Answer overHttp = search(Map.of("email", pattern));
    assertThat(overHttp.status()).isEqualTo(400);
    assertThat(overHttp.body().path("errors").propertyNames()).containsExactly("email");
    Answer direct =
        api.invoke(
            Json.object()
                .put("queryType", "SearchCustomersByEmail")
                .put("emailPattern", pattern)
                .toString());
    assertThat(direct.status()).isEqualTo(400);
    assertThat(direct.body().path("errors").propertyNames()).containsExactly("emailPattern");
  }

  @Test
  void a_pattern_says_whether_white_space_or_another_character_is_wrong() {
    for (String space : List.of(" ", "\t", "\u0085", "\u2028", "\u00a0")) {
      refuses(
          Map.of("email", "secret" + space + "*"),
          "email",
          "must not contain white space, which no e-mail has: in a URL, write a + as" + " %2B");
    }
    for (String hidden : List.of("\u007f", "\u009f", "\u200b", "\uffff", "\u0000")) {
      refuses(
          Map.of("email", "secret" + hidden + "*"),
          "email",
          "must have characters that an e-mail can have");
    }
    assertThat(search(Map.of("email", "*\u200d*")).status())
        .as("a joiner, as in addresses")
        .isEqualTo(200);
  }

  @Test
  void every_place_is_read_as_it_was_written() {
    for (String id : List.of("ada", "a\nb", "%0A", "%250A\n%", "\n\n", "")) {
      SearchPosition position = new SearchPosition("any\nvalue%0A", id);
      assertThat(CustomerSearches.position(CustomerSearches.place(position))).isEqualTo(position);
    }
    assertThat(CustomerSearches.place(new SearchPosition("a@x.de", "c_1-A")))
        .as("as it always was")
        .isEqualTo("c_1-A\na@x.de");
  }

  @Test
  void finds_by_pattern_in_the_order_of_the_addresses() {
    assertThat(search(Map.of("email", "*@x.de")).ids()).containsExactly("c4", "c3", "c6");
    assertThat(search(Map.of("email", "ada*")).ids()).containsExactly("c2", "c1", "c5");
    assertThat(search(Map.of("email", "?ob@*")).ids()).containsExactly("c3");
    assertThat(search(Map.of("email", "*")).ids()).hasSize(6);
    assertThat(search(Map.of("email", "nobody*")).ids()).isEmpty();
  }

  @Test
  void a_pattern_is_brought_into_the_normal_form_of_addresses() {
    assertThat(search(Map.of("email", " ADA@Example.COM ")).ids()).containsExactly("c1", "c5");
    assertThat(search(Map.of("email", "A\u030aSA@*")).ids()).containsExactly("c6");
    assertThat(search(Map.of("email", "a\\*a@x.de")).ids()).containsExactly("c4");
  }

  @Test
  void shows_the_whole_customer() {
    assertThat(search(Map.of("email", "ada.l@example.com")).body().path("items").path(0))
        .isEqualTo(
            Invocations.json(
                """
                {"customerId": "c2", "email": "ada.l@example.com", "name": "Name of c2",
                 "status": "SUSPENDED", "registrationDate": "2026-01-01T00:00:00Z",
                 "lastUpdated": "2026-01-01T00:00:00Z", "version": 7,
                 "suspensionReason": "unpaid"}\
                """));
  }

  @Test
  void filters_by_status() {
    assertThat(search(Map.of("email", "ada*", "status", "SUSPENDED")).ids())
        .containsExactly("c2", "c5");
    assertThat(search(Map.of("email", "bob@x.de", "status", "SUSPENDED")).ids()).isEmpty();
  }

  @Test
  void pages_by_cursor_over_equal_addresses_too() {
    List<String> found = new ArrayList<>();
    Map<String, String> query = new HashMap<>(Map.of("email", "*", "limit", "1"));
    Answer page = search(query);
    while (page.body().has("nextCursor")) {
      found.addAll(page.ids());
      query.put("cursor", page.body().path("nextCursor").asString());
      page = search(query);
    }
    found.addAll(page.ids());

    assertThat(found).containsExactly("c4", "c2", "c1", "c5", "c3", "c6");
  }

  @Test
  void the_direct_invoke_searches_and_pages_too() {
    String query =
        """
        {"queryType": "SearchCustomersByEmail", "emailPattern": "ada@*", "limit": 1%s}\
        """;
    Answer first = api.invoke(query.formatted(""));
    Answer second =
        api.invoke(
            query.formatted(
                ", \"status\": null, \"cursor\": \""
                    + first.body().path("nextCursor").asString()
                    + "\""));

    assertThat(first.ids()).containsExactly("c1");
    assertThat(second.ids()).containsExactly("c5");
    assertThat(second.body().has("nextCursor")).isFalse();
  }

  @Test
  void names_what_is_wrong_and_repeats_nothing() {
    refuses(Map.of("email", ""), "email", "must not be empty");
    refuses(Map.of("email", "   "), "email", "must not be empty");
    refuses(Map.of("email", "s".repeat(257)), "email", "must have at most 256 characters");
    refuses(
        Map.of("email", "secret*a*b*c*d*e*f*g*h*i"),
        "email",
        "must have at most 8 wildcards (* and ?)");
    refuses(
        Map.of("email", "secret\\"),
        "email",
        "must not end within an escape: write \\\\ for a backslash");
    refuses(
        Map.of("email", "secret*", "order", "desc"),
        "order",
        "does not go with email: what is found is sorted by e-mail");
    refuses(
        Map.of("email", "secret tag@example.com"),
        "email",
        "must not contain white space, which no e-mail has: in a URL, write a + as %2B");
    refuses(
        Map.of("email", "secret*", "sort", "desc"),
        "query",
        "has an unknown field; there are after, cursor, email, limit, status");
    refuses(
        Map.of("email", "secret*", "limit", "101"),
        "limit",
        "must be a whole number from 1 to 100");
    refuses(
        Map.of("email", "secret*", "status", "active"),
        "status",
        "must be one of ACTIVE, SUSPENDED");
    Answer invoked = api.invoke("{\"queryType\":\"SearchCustomersByEmail\",\"emailPattern\":\"\"}");
    assertThat(invoked.status()).isEqualTo(400);
    assertThat(invoked.text()).contains("emailPattern", "must not be empty");
    assertThat(api.invoke("{\"queryType\":\"SearchCustomersByEmail\"}").status()).isEqualTo(400);
  }

  private void refuses(Map<String, String> query, String field, String message) {
    Answer answer = search(query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.body().path("errors").path(field).asString()).isEqualTo(message);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void refuses_cursors_of_other_searches() {
    String cursor =
        search(Map.of("email", "ada*", "limit", "1")).body().path("nextCursor").asString();

    assertThat(search(Map.of("email", "ad*", "cursor", cursor)).problem())
        .isEqualTo("malformed-request");
    assertThat(search(Map.of("email", "ada*", "status", "ACTIVE", "cursor", cursor)).problem())
        .isEqualTo("malformed-request");
    assertThat(search(Map.of("cursor", cursor)).problem()).isEqualTo("malformed-request");
    assertThat(search(Map.of("email", "ada*", "cursor", cursor.substring(1))).problem())
        .isEqualTo("malformed-request");
  }

  @Test
  void refuses_the_cursor_of_a_pattern_with_the_same_hash_code() {
    assertThat("+B*").hasSameHashCodeAs("*a*");
    String cursor =
        search(Map.of("email", "*a*", "limit", "1")).body().path("nextCursor").asString();

    assertThat(search(Map.of("email", "*a*", "cursor", cursor)).status()).isEqualTo(200);
    assertThat(search(Map.of("email", "+B*", "cursor", cursor)).problem())
        .isEqualTo("malformed-request");
  }

  @Test
  void counts_all_and_by_status() {
    assertThat(count(Map.of()).body()).hasToString("{\"count\":6}");
    assertThat(count(Map.of("status", "SUSPENDED")).body()).hasToString("{\"count\":2}");
    assertThat(count(Map.of("status", "suspended")).problem()).isEqualTo("invalid-fields");
    assertThat(count(Map.of("email", "*")).problem()).isEqualTo("invalid-fields");
  }

  private Answer count(Map<String, String> query) {
    return api.get("GET /customers/count", Map.of(), query);
  }

  private Answer search(Map<String, String> query) {
    return api.get("GET /customers", Map.of(), query);
  }
}
