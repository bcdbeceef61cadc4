package dev.headwater.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import dev.headwater.dynamodb.ViewDifference.Kind;

/** Counts what an audit sees, and tells its differences one at a time. */
final class ViewTally {
    private final String category;
    private final Consumer<ViewDifference> differences;
    private long streams;
    private long views;
    private long wrong;
    private long mended;

    ViewTally(String category, Consumer<ViewDifference> differences) {
        this.category = category;
        this.differences = differences;
    }

    /** What is to be told of a view. */
    ViewDifference difference(String readModel, String id, ViewVerdict<?> verdict) {
        return new ViewDifference(Objects.requireNonNull(verdict.kind()),
                verdict.head() == null ? ViewDifference.LOG : readModel, category + '#' + id,
                verdict.storedVersion(), verdict.logVersion(), verdict.fields(), false);
    }

    /** A stream that cannot be read or folded. */
    void tellUnreadable(String stream) {
        tell(new ViewDifference(Kind.UNREADABLE, ViewDifference.LOG, stream, 0, 0, Map.of(),
                false));
    }

    synchronized void tell(ViewDifference difference) {
        wrong++;
        if (difference.mended()) {
            mended++;
        }
        differences.accept(difference);
    }

    synchronized void countStreams(int count) {
        streams += count;
    }

    synchronized void countViews(int count) {
        views += count;
    }

    synchronized ViewAudit.Summary summary() {
        return new ViewAudit.Summary(streams, views, wrong, mended);
    }
}
