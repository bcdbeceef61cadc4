package dev.headwater.service.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.dynamodb.views.ViewTable;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
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

  private static ViewTable viewTable(String shards) {
    return new Environment(new Settings(Map.of("READ_MODEL_TABLE", "views", "LIST_SHARDS", shards)))
        .viewTable(SERVICE, SERVICE.views().getFirst());
  }
}
