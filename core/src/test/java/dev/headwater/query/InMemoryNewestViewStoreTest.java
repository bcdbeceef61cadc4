package dev.headwater.query;

import dev.headwater.projection.ViewStore;
import dev.headwater.testkit.NewestViewStoreContract;

final class InMemoryNewestViewStoreTest implements NewestViewStoreContract<String> {
  @Override
  public ViewStore<String> viewStore() {
    return new InMemoryNewestViewStore<>();
  }

  @Override
  public ViewStore<String> foreign(ViewStore<String> store) {
    return ((InMemoryNewestViewStore<String>) store).of("other");
  }

  @Override
  public String view(int number) {
    return "view " + number;
  }
}
