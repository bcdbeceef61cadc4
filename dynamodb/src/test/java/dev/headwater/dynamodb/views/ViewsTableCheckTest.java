package dev.headwater.dynamodb.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.dynamodb.LocalTables;
import dev.headwater.dynamodb.NoteTables;
import dev.headwater.host.UnavailableException;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.testkit.ManualHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalTables.class)
class ViewsTableCheckTest {
  private final ManualHost host = new ManualHost(1);
  private final NoteTables notes;
  private final DynamoDbClient client;

  ViewsTableCheckTest(LocalDynamoDb local) {
    notes = new NoteTables(local, host.host());
    client = local.client();
  }

  @Test
  void the_first_writer_chooses_the_number() {
    assertThat(stored()).isNull();
    checkReader(8);

    checkWriter(4);
    checkWriter(4);
    checkReader(4);

    assertThat(stored()).isEqualTo(4);
  }

  @Test
  void another_number_is_refused() {
    checkWriter(4);

    String refusal =
        "The lists in table %s are spread over 4 shards, and this function is configured with 8:"
            + " set the number back, since it cannot change";
    assertThatIllegalStateException()
        .isThrownBy(() -> checkWriter(8))
        .withMessage(refusal, notes.views().name());
    assertThatIllegalStateException()
        .isThrownBy(() -> checkReader(8))
        .withMessage(refusal, notes.views().name());
    assertThat(stored()).isEqualTo(4);
  }

  @Test
  void a_damaged_number_is_reported() {
    checkWriter(4);
    notes.damage("#list-shards", "shards", AttributeValue.fromS("four"));

    assertThatIllegalStateException()
        .isThrownBy(() -> checkReader(4))
        .withMessageContaining("Item #list-shards of table " + notes.views().name());
    assertThatIllegalStateException().isThrownBy(() -> checkWriter(4));
  }

  @Test
  void the_number_is_not_a_view() {
    checkWriter(4);
    notes.write("ada", 1, "a");
    notes.project("ada");

    assertThat(notes.model.ids(null, 1_000).ids()).containsExactly("ada");
  }

  @Test
  void a_table_that_does_not_exist_is_reported() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () ->
                ViewsTableCheck.checkWriter(
                    client, new ViewTable("no-such-table", 4), "id", host.host()));
  }

  private void checkWriter(int shards) {
    ViewsTableCheck.checkWriter(client, withShards(shards), "id", host.host());
  }

  private void checkReader(int shards) {
    ViewsTableCheck.checkReader(client, withShards(shards), "id", host.host());
  }

  private ViewTable withShards(int shards) {
    return new ViewTable(notes.views().name(), shards);
  }

  private @Nullable Integer stored() {
    var shards = ViewsTableCheck.listShards(client, notes.views().name(), "id", host.host());
    return shards.isPresent() ? shards.getAsInt() : null;
  }
}
