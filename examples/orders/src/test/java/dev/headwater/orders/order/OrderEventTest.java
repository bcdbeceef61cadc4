package dev.headwater.orders.order;

import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.testkit.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OrderEventTest {
  @Test
  void reads_every_form_that_was_ever_stored() {
    GoldenFile.check(
        Path.of("src/test/resources/golden/events.txt"), JsonEvents.of(OrderEvent.class));
  }
}
