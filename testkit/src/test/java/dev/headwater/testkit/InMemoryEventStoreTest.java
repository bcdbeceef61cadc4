package dev.headwater.testkit;

import dev.headwater.EventStore;
import dev.headwater.InMemoryEventStore;
import dev.headwater.event.EncodedEvent;

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
