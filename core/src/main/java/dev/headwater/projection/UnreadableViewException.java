package dev.headwater.projection;

import dev.headwater.host.HeadwaterException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Some stored views cannot be decoded. The other views of the same call are readable. */
public final class UnreadableViewException extends HeadwaterException {
  private static final long serialVersionUID = 1L;

  /** How many aggregates the message names. */
  private static final int MAX_NAMED = 3;

  private final TreeMap<String, String> reasons;

  /**
   * @param reasons the reasons by aggregate id; they must not quote a view's content
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

  /** The reasons by aggregate id. */
  public Map<String, String> reasons() {
    return Collections.unmodifiableMap(reasons);
  }
}
