package dev.headwater;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Stored views that cannot be decoded. All others of the same call could be read. */
public final class UnreadableViewException extends HeadwaterException {
    private static final long serialVersionUID = 1L;
    private final TreeMap<String, String> reasons;

    /** @param reasons by aggregate id; they hold nothing of a view's content */
    public UnreadableViewException(Map<String, String> reasons) {
        super(reasons.size() + " stored views cannot be read", null);
        this.reasons = new TreeMap<>(reasons);
    }

    /** Why, by aggregate id. */
    public Map<String, String> reasons() {
        return Collections.unmodifiableMap(reasons);
    }
}
