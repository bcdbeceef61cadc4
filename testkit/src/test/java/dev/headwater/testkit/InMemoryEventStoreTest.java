package dev.headwater.testkit;

import dev.headwater.EncodedEvent;
import dev.headwater.EventStore;
import dev.headwater.InMemoryEventStore;

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
