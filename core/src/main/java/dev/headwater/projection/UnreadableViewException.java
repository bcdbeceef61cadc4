package dev.headwater.projection;

import dev.headwater.host.HeadwaterException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stored views that cannot be decoded. All others of the same call could be read. */
public final class UnreadableViewException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  /** Of those that the message names. */
  private static final int MAX_NAMED = 3;

  private final TreeMap<String, String> reasons;

  /**
   * @param reasons by aggregate id; they hold nothing of a view's content
   */
  public UnreadableViewException(Map<String, String> reasons) {
    super(message(new TreeMap<>(reasons)), null);
    this.reasons = new TreeMap<>(reasons);
  }

  private static String message(SortedMap<String, String> reasons) {
    return reasons.size()
        + " stored views cannot be read: "
        + reasons.entrySet().stream()
            .limit(MAX_NAMED)
            .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
            .collect(Collectors.joining(", ", "", reasons.size() > MAX_NAMED ? ", …" : ""));
  }

  /** Why, by aggregate id. */
  public Map<String, String> reasons() {
    return Collections.unmodifiableMap(reasons);
  }
}
