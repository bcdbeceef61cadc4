package dev.headwater.dynamodb.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.dynamodb.Clients;
import dev.headwater.dynamodb.ListedViewFormat;
import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.Note;
import dev.headwater.dynamodb.NoteFormat;
import dev.headwater.dynamodb.RequestCount;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.Saved;
import dev.headwater.projection.ViewStore.ViewChange;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ListOrder;
import dev.headwater.query.ListRead;
import dev.headwater.query.ViewList;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.query.ListedView;
import dev.headwater.testkit.query.ListedViews;
import dev.headwater.testkit.query.ViewReaderContract;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Views in two lists, of which one is sharded. */
@ExtendWith(LocalTables.class)
class DynamoDbViewReaderTest implements ViewReaderContract {
  private final String id = UUID.randomUUID().toString();
  private final RequestCount requests = new RequestCount();
  @AutoClose private final DynamoDbClient client;
  private final DynamoDbViewStore<ListedView> store;

  DynamoDbViewReaderTest(LocalDynamoDb local) {
    client = Clients.counting(local.endpoint(), requests);
    store = store(new ListedViewFormat("ours"));
  }

  private <V> DynamoDbViewStore<V> store(ViewFormat<V> format) {
    return new DynamoDbViewStore<>(
        client, new ViewTable(LocalTables.LISTED, 4), format, new ManualHost(1).host());
  }

  @Override
  public ListedViews listedViews() {
    return new ListedViews(store, store);
  }

  @Override
  public ListedViews foreign(ListedViews views) {
    DynamoDbViewStore<ListedView> other = store(new ListedViewFormat("another"));
    return new ListedViews(other, other);
  }

  @Test
  void a_place_in_each_list_is_two_attributes_of_one_item() {
    IndexEntry place = new IndexEntry("ada", "000007");
    var change = new ViewChange<>(id, 0, new VersionedView<>(1, new ListedView("a", place, place)));

    assertThat(store.save(List.of(change))).isEqualTo(Saved.ALL);
    assertThat(requests.take()).isEqualTo(Map.of("PutItem", 1));
    Map<String, AttributeValue> item =
        client
            .getItem(
                get ->
                    get.tableName(LocalTables.LISTED).key(Map.of("id", AttributeValue.fromS(id))))
            .item();
    assertThat(item)
        .containsEntry("listShard", AttributeValue.fromS(new ListIndex("list", 4).shard("ada", id)))
        .containsEntry("listSort", AttributeValue.fromS("000007"))
        .containsEntry("ownerShard", AttributeValue.fromS("ada#0"))
        .containsEntry("ownerSort", AttributeValue.fromS("000007"));
  }

  @Test
  void a_page_of_an_unsharded_list_is_one_request_for_each_partition() {
    store.list(
        new ListRead("owner", List.of("ada", "bob"), ListOrder.ASCENDING, null, 10), Instant.MAX);
    assertThat(requests.take()).isEqualTo(Map.of("Query", 2));

    store.list(new ListRead("list", List.of("ada"), ListOrder.ASCENDING, null, 10), Instant.MAX);
    assertThat(requests.take()).isEqualTo(Map.of("Query", 4));
  }

  @Test
  void a_field_that_has_one_of_the_stores_names_is_refused() {
    for (String name : List.of("id", "version", "removed", "listShard", "listSort")) {
      var store = store(new OddFormat("id", name));

      assertThat(
              store.save(
                  List.of(
                      new ViewChange<>(
                          id, 0, new VersionedView<>(1, new Note("a secret", "OPEN", 1))))))
          .isEqualTo(
              Saved.refusing(
                  id, "The view cannot be stored: The field '" + name + "' is the store's own"));
    }
  }

  @Test
  void a_key_that_has_one_of_the_stores_names_is_refused() {
    for (String name : List.of("version", "fingerprint", "removed", "listShard", "listSort")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store(new OddFormat(name, "text")))
          .withMessageContaining("cannot be named '" + name + "'");
    }
  }

  @Test
  void two_lists_of_one_name_are_refused() {
    ViewFormat<Note> twice =
        new OddFormat("id", "text") {
          @Override
          public List<ViewList<Note>> lists() {
            return List.of(super.lists().getFirst(), super.lists().getFirst());
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store(twice))
        .withMessageContaining("Two lists of a view are named 'list'");
  }

  /** Notes with another name for the key and for one field. */
  private static class OddFormat implements ViewFormat<Note> {
    private final NoteFormat notes = new NoteFormat();
    private final String keyName;
    private final String fieldName;

    OddFormat(String keyName, String fieldName) {
      this.keyName = keyName;
      this.fieldName = fieldName;
    }

    @Override
    public String keyName() {
      return keyName;
    }

    @Override
    public String fingerprint() {
      return notes.fingerprint();
    }

    @Override
    public Map<String, Object> encode(Note note) {
      Map<String, Object> fields = new HashMap<>(notes.encode(note));
      fields.put(fieldName, note.text());
      return fields;
    }

    @Override
    public Note decode(Map<String, Object> fields) {
      return notes.decode(fields);
    }

    @Override
    public List<ViewList<Note>> lists() {
      return notes.lists();
    }
  }
}
