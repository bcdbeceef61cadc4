package dev.headwater.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.SearchPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchPlacesTest {
  @Test
  void every_place_is_read_as_it_was_written() {
    for (String id : List.of("ada", "a\nb", "%0A", "%250A\n%", "\n\n", "")) {
      SearchPosition position = new SearchPosition("any\nvalue%0A", id);
      assertThat(SearchEndpoint.position(SearchEndpoint.place(position))).isEqualTo(position);
    }
    assertThat(SearchEndpoint.place(new SearchPosition("a@x.de", "c_1-A")))
        .as("as it always was")
        .isEqualTo("c_1-A\na@x.de");
  }
}
