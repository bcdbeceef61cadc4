package dev.headwater.audit.claims;

import dev.headwater.Claim;
import dev.headwater.audit.FoldedStream;
import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store's claims: who owns which, strongly consistent, and their repair. A repair holds only
 * while the stream that it was judged by stands still.
 *
 * <p>Every method throws {@link UnavailableException} when the store does not answer after several
 * tries.
 */
public interface ClaimLedger {
  /** The same claims, read at this many read units a second at most; 0 for no limit. */
  ClaimLedger within(int unitsPerSecond);

  /** The key that a claim is stored under. */
  String key(Claim claim);

  /** The owners by key, as texts; without the keys that have no owner. */
  Map<String, String> owners(Collection<String> keys);

  /** The owner of one key; {@code null} if it has none. */
  default @Nullable String owner(String key) {
    return owners(List.of(key)).get(key);
  }

  /** Takes a claim that is free; false when it is not, or when the stream has moved. */
  boolean take(Claim claim, FoldedStream<?> judged);

  /** Removes a claim; false when it has another owner, or none, or when the stream has moved. */
  boolean release(String key, FoldedStream<?> judged);

  /**
   * A page of the claims that there are, in the store's own order. Claims that change meanwhile may
   * be missed.
   *
   * @param after the {@link Page#next} of the page before; {@code null} for the first
   */
  Page page(@Nullable String after, int maxClaims);

  /** About how many claims there are. */
  long approximateSize();

  /** Notes that the claims of all events are here, so that writers may start. */
  void markFilled();

  /**
   * Some claims of a store.
   *
   * @param unreadable why an item is not a claim, by its key
   * @param next where the next page begins; {@code null} when nothing follows
   */
  record Page(List<HeldClaim> claims, Map<String, String> unreadable, @Nullable String next) {
    public Page {
      claims = List.copyOf(claims);
      unreadable = Map.copyOf(unreadable);
    }
  }
}
