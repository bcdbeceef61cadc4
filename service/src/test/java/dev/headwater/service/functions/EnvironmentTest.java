package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.accounts.AccountEvent;
import dev.headwater.service.accounts.AccountView;
import dev.headwater.service.accounts.Accounts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static final Service SERVICE = new Accounts().describe();

  @Test
  void the_number_of_list_shards_goes_with_the_views_table() {
    assertThat(viewTable("16")).isEqualTo(new ViewTable("views", 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "257", "four", "1000", " "})
  void a_number_of_list_shards_out_of_range_is_refused(String number) {
    assertThatThrownBy(() -> viewTable(number))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("LIST_SHARDS");
  }

  @Test
  void the_variable_of_a_table_is_named_after_its_view() {
    View<?, ?> first = SERVICE.views().getFirst();
    View<?, ?> another = anotherView(first);

    assertThat(first.tableVariable()).isEqualTo("READ_MODEL_TABLE_ACCOUNT_VIEW");
    assertThat(another.tableVariable()).isEqualTo("READ_MODEL_TABLE_BY_2ND_MONTH");
    assertThatThrownBy(
            () ->
                new Environment(
                        new Settings(Map.of(first.tableVariable(), "t", "LIST_SHARDS", "1")))
                    .viewTable(another))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("READ_MODEL_TABLE_BY_2ND_MONTH is not set");
  }

  @SuppressWarnings("unchecked") // the description says so
  private static View<?, ?> anotherView(View<?, ?> first) {
    var account = (Aggregate<?, ?, AccountEvent, ?>) first.aggregate();
    return View.of("by-2nd-month", account, AccountView.class, new AccountView.Fold());
  }

  private static ViewTable viewTable(String shards) {
    View<?, ?> first = SERVICE.views().getFirst();
    return new Environment(
            new Settings(Map.of(first.tableVariable(), "views", "LIST_SHARDS", shards)))
        .viewTable(first);
  }
}
