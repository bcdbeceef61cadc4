package dev.headwater.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.headwater.Host;
import dev.headwater.ReadModel;
import dev.headwater.dynamodb.ViewDifference.Kind;

/**
 * Settles what is to be told of views that looked wrong at first sight, of one read model.
 *
 * <p>A view may rightly lag behind its stream, and a list behind its view. So nothing is told that
 * has not looked wrong, while its stream stood still, for as long as views may lag. A stream that
 * moves is waited for {@value #MAX_LAGS} times as long.
 */
final class ViewSettlement<V, E> {
    /** The most views that are settled together. */
    static final int MAX_VIEWS = 1_000;
    static final int MAX_LAGS = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private final ReadModel<V> model;
    private final ViewJudge<V, E> judge;
    private final ViewMender<V, E> mender;
    private final ViewTally tally;
    private final Host host;
    private final ViewAudit.Mode mode;

    ViewSettlement(ViewEvidence<V, E> evidence, ReadModel<V> model, ViewTally tally,
            ViewAudit.Mode mode) {
        this.model = model;
        this.judge = new ViewJudge<>(evidence, model);
        this.mender = new ViewMender<>(evidence, model);
        this.tally = tally;
        this.host = evidence.table().host();
        this.mode = mode;
    }

    /** @param suspects each with the version that its stream had when the view looked wrong */
    void settle(Map<String, Long> suspects) {
        Map<String, Doubt> doubts = new LinkedHashMap<>();
        suspects.forEach((id, version) -> doubts.put(id, new Doubt(version, now(), version)));
        Map<String, ViewVerdict<V>> wrong = watch(doubts);
        Map<String, ViewVerdict<V>> left = mode.mending() ? mend(wrong) : wrong;
        wrong.forEach((id, verdict) -> tally.tell(model.name(), id, verdict,
                !left.containsKey(id)));
    }

    /** Looks until each is either right or certainly wrong. */
    private Map<String, ViewVerdict<V>> watch(Map<String, Doubt> doubts) {
        Map<String, ViewVerdict<V>> wrong = new LinkedHashMap<>();
        Instant end = now().plus(mode.lag().multipliedBy(MAX_LAGS));
        Duration wait = FIRST_WAIT;
        while (true) {
            Instant looked = now();
            judge.look(doubts.keySet()).forEach((id, verdict) -> {
                Doubt doubt = Objects.requireNonNull(doubts.get(id))
                        .at(verdict.logVersion(), looked);
                if (verdict.isRightAsOf(doubt.shows)) {
                    doubts.remove(id);
                } else if (verdict.head() == null || doubt.stoodStill(mode.lag(), looked)) {
                    doubts.remove(id);
                    wrong.put(id, verdict);
                } else if (!looked.isBefore(end)) {
                    doubts.remove(id);
                    wrong.put(id, verdict.unsettled());
                } else {
                    doubts.put(id, doubt);
                }
            });
            if (doubts.isEmpty()) {
                return wrong;
            }
            wait = pause(wait);
        }
    }

    /** Mends until all is right, or nothing more can be hoped for; what is still wrong. */
    private Map<String, ViewVerdict<V>> mend(Map<String, ViewVerdict<V>> wrong) {
        Map<String, ViewVerdict<V>> left = new LinkedHashMap<>(wrong);
        Map<String, ViewVerdict<V>> next = new HashMap<>(wrong);
        boolean ahead = wrong.values().stream().anyMatch(each -> each.kind() == Kind.AHEAD);
        Instant end = now().plus(mode.lag())
                .plus(ahead ? model.remembersRemoved() : Duration.ZERO);
        Duration wait = FIRST_WAIT;
        while (true) {
            next.values().removeIf(verdict -> !verdict.isMendable());
            mender.mend(next);
            Map<String, ViewVerdict<V>> looked = judge.look(next.keySet());
            looked.values().removeIf(verdict -> verdict.kind() == null);
            next.keySet().forEach(left::remove);
            looked.forEach((id, verdict) -> left.put(id, verdict));
            next = looked;
            if (next.isEmpty() || !now().isBefore(end)) {
                return left;
            }
            wait = pause(wait);
        }
    }

    private Instant now() {
        return host.clock().instant();
    }

    private Duration pause(Duration wait) {
        host.sleeper().sleep(wait);
        Duration longer = wait.multipliedBy(2);
        return longer.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : longer;
    }

    /**
     * A view that looks wrong.
     *
     * @param shows the version that it must come to
     * @param since when its stream stands still
     * @param at the version where it stands
     */
    private record Doubt(long shows, Instant since, long at) {
        Doubt at(long version, Instant now) {
            return version == at ? this : new Doubt(shows, now, version);
        }

        boolean stoodStill(Duration time, Instant now) {
            return !now.isBefore(since.plus(time));
        }
    }
}
