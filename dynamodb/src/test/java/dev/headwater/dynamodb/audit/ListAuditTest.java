package dev.headwater.dynamodb.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.audit.StoredView;
import dev.headwater.dynamodb.ListedViewFormat;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.WatchedTable;
import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexEntry;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.query.ListedView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What an audit makes of a view in two lists. */
@ExtendWith(LocalTables.class)
class ListAuditTest {
  private static final ListedView VIEW =
      new ListedView("a", new IndexEntry("OPEN", "1"), new IndexEntry("ada", "2"));
  private static final VersionedView<ListedView> RIGHT = new VersionedView<>(3, VIEW);

  private final String id = UUID.randomUUID().toString();
  private final DynamoDbClient local;
  private final WatchedTable client;
  private final DynamoDbAuditableViews<ListedView> model;

  ListAuditTest(LocalDynamoDb tables) {
    local = tables.client();
    client = new WatchedTable(local);
    model =
        new DynamoDbAuditableViews<>(
            "listed",
            client,
            new ViewTable(LocalTables.LISTED, 4),
            new ListedViewFormat("ours"),
            new DynamoDbAuditableViews.Pace(new ManualHost(1).host(), 0));
    assertThat(model.views().save(List.of(new ViewChange<>(id, 0, RIGHT)))).isEqualTo(Saved.ALL);
  }

  @Test
  void a_view_in_its_places_is_right() {
    assertThat(stored().isSameAs(model.form(id, RIGHT))).isTrue();
    assertThat(stored().listed()).isTrue();
    assertThat(stored().fields()).containsOnlyKeys("text", "inList", "inOwner", "fingerprint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listShard", "listSort", "ownerShard", "ownerSort"})
  void a_view_in_a_wrong_place_of_either_list_is_repaired(String attribute) {
    move(attribute, "elsewhere");
    repair();
    remove(attribute);
    repair();
  }

  /** An unsharded list is read from its first shard only. */
  @Test
  void another_shard_is_a_wrong_place_only_in_a_list_that_is_not_sharded() {
    for (int shard = 0; shard < 4; shard++) {
      move("listShard", "OPEN#" + shard);
      assertThat(stored().isSameAs(model.form(id, RIGHT))).isTrue();
    }
    move("ownerShard", "ada#1");
    repair();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_view_that_either_index_lacks_is_not_listed(int lacking) {
    AtomicInteger queries = new AtomicInteger();
    client.queried =
        page ->
            queries.incrementAndGet() == lacking ? page.toBuilder().items(List.of()).build() : page;

    assertThat(stored().listed()).isFalse();
    assertThat(queries).hasValue(lacking);
    assertThat(stored().listed()).isTrue();
  }

  private void repair() {
    StoredView wrong = stored();
    assertThat(wrong.isSameAs(model.form(id, RIGHT))).isFalse();
    assertThat(wrong.version()).isEqualTo(3);

    assertThat(model.replace(id, wrong, RIGHT)).isTrue();
    assertThat(stored().isSameAs(model.form(id, RIGHT))).isTrue();
    assertThat(stored().listed()).isTrue();
  }

  private StoredView stored() {
    return Objects.requireNonNull(model.read(List.of(id)).get(id));
  }

  private void move(String attribute, String value) {
    update(
        "SET #name = :value",
        attribute,
        update -> update.expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))));
  }

  private void remove(String attribute) {
    update("REMOVE #name", attribute, update -> {});
  }

  private void update(
      String expression, String attribute, Consumer<UpdateItemRequest.Builder> values) {
    local.updateItem(
        update -> {
          update
              .tableName(LocalTables.LISTED)
              .key(Map.of("id", AttributeValue.fromS(id)))
              .updateExpression(expression)
              .expressionAttributeNames(Map.of("#name", attribute));
          values.accept(update);
        });
  }
}
