package dev.headwater.query;

import dev.headwater.testkit.query.ListedView;
import dev.headwater.testkit.query.ListedViews;
import dev.headwater.testkit.query.ViewReaderContract;

final class InMemoryViewReaderTest implements ViewReaderContract {
  @Override
  public ListedViews listedViews() {
    InMemoryViewStore<ListedView> store = new InMemoryViewStore<>(ListedView.LISTS);
    return new ListedViews(store, store);
  }

  @Override
  public ListedViews foreign(ListedViews views) {
    InMemoryViewStore<ListedView> other =
        ((InMemoryViewStore<ListedView>) views.store()).of("other");
    return new ListedViews(other, other);
  }
}
