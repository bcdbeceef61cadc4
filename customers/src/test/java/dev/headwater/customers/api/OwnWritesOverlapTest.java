package dev.headwater.customers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.Described;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.EmailAddress;
import dev.headwater.customers.customer.Text;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.host.Host;
import dev.headwater.testkit.Meeting;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A page, and the view of the customer that goes into it: neither read waits for the other. */
@Timeout(60)
class OwnWritesOverlapTest {
  private final InMemoryEventStore<Customer, CustomerEvent> log = new InMemoryEventStore<>();
  private final EmptyTable table = new EmptyTable();
  private final Invocations api =
      new Invocations(
          Described.queries(
              new DynamoDbViewStore<>(
                  table, new ViewTable("views", 1), Described.VIEW.viewFormat(), Host.system()),
              log,
              null));

  @Test
  void a_list_reads_its_page_and_the_customer_that_was_seen_at_the_same_time() {
    register("ada");

    assertThat(list("ada@1").ids()).containsExactly("ada");
    assertThat(table.queries).hasValue(1);
    assertThat(table.looks).hasValue(1);
  }

  @Test
  void a_list_that_fails_has_left_no_look_up_behind() {
    register("ada");
    table.listFails = true;

    assertThat(list("ada@1").status()).isEqualTo(503);
    assertThat(table.looks).hasValue(1);
  }

  @Test
  void a_customer_who_is_not_there_yet_leaves_no_query_behind() {
    assertThat(list("ada@1").problem()).isEqualTo("unknown-version");
    assertThat(table.queries).hasValue(1);
  }

  private Answer list(String after) {
    return api.get("GET /customers", Map.of(), Map.of("status", "ACTIVE", "after", after));
  }

  private void register(String id) {
    new CommandHandler<>(new CustomerDecider(false), log, Host.system())
        .handle(
            CommandRequest.of(
                Described.CUSTOMER.stream(id),
                new RegisterCustomer(
                    new CustomerId(id), new EmailAddress("ada@x.de"), new Text("Ada"))));
  }

  /** Has no views; a query and a look-up end only when both have begun. */
  private static final class EmptyTable implements DynamoDbClient {
    private final Meeting both = new Meeting(2);

    /** How many have ended. */
    private final AtomicInteger queries = new AtomicInteger();

    private final AtomicInteger looks = new AtomicInteger();
    private boolean listFails;

    @Override
    public QueryResponse query(QueryRequest request) {
      both.join();
      queries.incrementAndGet();
      if (listFails) {
        throw SdkClientException.create("no answer");
      }
      return QueryResponse.builder().build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      both.join();
      looks.incrementAndGet();
      return GetItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
