package dev.headwater.testkit;

import dev.headwater.projection.InMemoryNewestViewStore;
import dev.headwater.projection.ViewStore;

final class InMemoryNewestViewStoreTest implements NewestViewStoreContract<String> {
  @Override
  public ViewStore<String> viewStore() {
    return new InMemoryNewestViewStore<>();
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }
}
