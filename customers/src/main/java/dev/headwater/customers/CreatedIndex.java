package dev.headwater.customers;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.headwater.UnavailableException;
import dev.headwater.VersionedView;
import dev.headwater.ViewStore;
import org.jspecify.annotations.Nullable;

/**
 * Views in an index that is made when it is missing: looked for before a call, now and then, and
 * after a call that was refused.
 *
 * <p>Not when the function starts: a snapshot of it may be older than the index. And not once for
 * all: nobody else makes a deleted index anew. An index that cannot be looked for fails the call, as
 * a store that does not answer does, so that the projector tries again.
 */
final class CreatedIndex<V> implements ViewStore<V> {
    private final ViewStore<V> views;
    private final Runnable create;
    private final Duration checkInterval;
    private volatile @Nullable Long checkedNanos;

    CreatedIndex(ViewStore<V> views, Runnable create, Duration checkInterval) {
        this.views = views;
        this.create = create;
        this.checkInterval = checkInterval;
    }

    @Override
    public boolean newestWins() {
        return views.newestWins();
    }

    @Override
    public Map<String, VersionedView<V>> load(Collection<String> aggregateIds) {
        return withIndex(() -> views.load(aggregateIds));
    }

    @Override
    public Saved save(List<ViewChange<V>> changes) {
        return withIndex(() -> views.save(changes));
    }

    private <T> T withIndex(Supplier<T> call) {
        long now = System.nanoTime();
        Long checked = checkedNanos;
        if (checked == null || now - checked >= checkInterval.toNanos()) {
            create.run();
            checkedNanos = now;
        }
        try {
            return call.get();
        } catch (UnavailableException e) {
            if (!e.mayPass()) {
                checkedNanos = null;
            }
            throw e;
        }
    }
}
