package dev.headwater.query;

import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.ConditionalViewStoreContract;

final class InMemoryViewStoreTest implements ConditionalViewStoreContract<String> {
  @Override
  public ViewStore<String> viewStore() {
    return new InMemoryViewStore<>();
  }

  @Override
  public ViewStore<String> foreign(ViewStore<String> store) {
    return ((InMemoryViewStore<String>) store).of("other");
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }
}
