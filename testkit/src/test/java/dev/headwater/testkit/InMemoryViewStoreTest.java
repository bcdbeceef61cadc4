package dev.headwater.testkit;

import dev.headwater.projection.InMemoryViewStore;
import dev.headwater.projection.ViewStore;

final class InMemoryViewStoreTest implements ConditionalViewStoreContract<String> {
  @Override
  public ViewStore<String> viewStore() {
    return new InMemoryViewStore<>();
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }
}
