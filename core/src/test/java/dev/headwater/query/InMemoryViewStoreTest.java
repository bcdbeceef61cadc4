package dev.headwater.query;

import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ConditionalViewStoreContract;

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
