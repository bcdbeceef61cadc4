package dev.headwater;

import java.util.function.Supplier;

/**
 * Calls a store until it answers, at most until a deadline. A read may simply be made again. A
 * write may too, if it is the same write: only its own key can tell what became of it.
 */
record Persistence(Deadline deadline) {
    static final int MAX_CALLS = 100;

    /**
     * Makes the call, and makes it again, unchanged, as long as its failure may pass.
     *
     * @throws UnavailableException the last failure; it may have taken effect if any call may have
     */
    <T> T call(Supplier<T> call) {
        boolean mayHaveTakenEffect = false;
        for (int calls = 1;; calls++) {
            try {
                return call.get();
            } catch (UnavailableException e) {
                mayHaveTakenEffect |= e.mayHaveTakenEffect();
                if (!e.mayPass() || calls == MAX_CALLS || !deadline.backOff(calls)) {
                    throw mayHaveTakenEffect ? e.afterALostReply() : e;
                }
            }
        }
    }
}
