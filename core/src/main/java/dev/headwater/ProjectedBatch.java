package dev.headwater;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What became of a batch of messages. Those that are named nowhere are done with.
 *
 * @param retry messages to deliver again: a store did not answer, a race was lost too often, or
 *        the time was over
 * @param parked messages that no retry can help, each with its reason; they go to the dead-letter
 *        queue
 * @param moved aggregates whose view moved; a newest-wins store may have had it already
 * @param duplicates messages that told nothing new
 * @param gaps aggregates that were read from the log
 */
public record ProjectedBatch(Set<String> retry, Map<String, String> parked, int moved,
        int duplicates, int gaps) {
    public ProjectedBatch {
        retry = Set.copyOf(retry);
        parked = Map.copyOf(parked);
    }

    /** Gathers what becomes of a batch. */
    static final class Report {
        private final Set<String> retry = new HashSet<>();
        private final Map<String, String> parked = new HashMap<>();
        private int moved;
        private int duplicates;
        private int gaps;

        void retry(AggregateFold<?, ?> fold) {
            retry.addAll(fold.messageIds());
        }

        void park(String messageId, String reason) {
            parked.put(messageId, reason);
        }

        void park(AggregateFold<?, ?> fold, String reason) {
            fold.messageIds().forEach(messageId -> park(messageId, reason));
        }

        void moved() {
            moved++;
        }

        void duplicates(int count) {
            duplicates += count;
        }

        void gap() {
            gaps++;
        }

        /** A message that was parked before the rest of its batch failed is done with. */
        ProjectedBatch close() {
            retry.removeAll(parked.keySet());
            return new ProjectedBatch(retry, parked, moved, duplicates, gaps);
        }
    }
}
