package dev.headwater;

import dev.headwater.event.EncodedEvent;
import dev.headwater.testkit.EventStoreContract;

final class InMemoryEventStoreTest implements EventStoreContract {
  @Override
  public EventStore<String, EncodedEvent> eventStore() {
    return new InMemoryEventStore<>();
  }

  @Override
  public boolean refusesBreaks() {
    return true;
  }
}
