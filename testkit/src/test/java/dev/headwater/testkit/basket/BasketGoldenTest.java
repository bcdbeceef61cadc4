package dev.headwater.testkit.basket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EncodedEvent;
import dev.headwater.testkit.basket.BasketEvent.BasketOpened;
import dev.headwater.testkit.basket.BasketEvent.CheckedOut;
import dev.headwater.testkit.basket.BasketEvent.Discarded;
import dev.headwater.testkit.basket.BasketEvent.ItemAdded;
import dev.headwater.testkit.basket.BasketEvent.ItemRemoved;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Every form in which an event was ever stored stays readable; new events have the newest form. */
final class BasketGoldenTest {
  private static final String ITEM = "Łódź tea";
  private final BasketCodec codec = new BasketCodec();

  @Test
  void events_are_stored_in_their_newest_form() throws IOException {
    for (BasketEvent event :
        List.of(
            new BasketOpened(),
            new ItemAdded(ITEM),
            new ItemRemoved(ITEM),
            new CheckedOut(),
            new Discarded())) {
      EncodedEvent stored = codec.encode(event);
      EncodedEvent golden = golden(stored.eventType(), stored.schemaVersion());

      assertThat(stored).isEqualTo(golden);
      assertThat(codec.decode(golden)).isEqualTo(event);
    }
  }

  @Test
  void earlier_forms_are_read_as_current_events() throws IOException {
    assertThat(codec.decode(golden("ItemAdded", 1))).isEqualTo(new ItemAdded(ITEM));
  }

  private static EncodedEvent golden(String eventType, int schemaVersion) throws IOException {
    String file = "/golden/basket/" + eventType + '-' + schemaVersion + ".properties";
    Properties payload = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(BasketGoldenTest.class.getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      payload.load(reader);
    }
    Map<String, Object> fields = new HashMap<>();
    payload.stringPropertyNames().forEach(name -> fields.put(name, payload.getProperty(name)));
    return new EncodedEvent(eventType, schemaVersion, fields);
  }
}
