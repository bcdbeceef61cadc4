package dev.headwater.audit.claims;

import dev.headwater.Claim;
import dev.headwater.audit.FoldedStream;
import dev.headwater.host.UnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored claims with their owners, and their repair. Reads are strongly consistent. A repair
 * takes effect only if its stream has not moved since it was judged.
 *
 * <p>Every method throws {@link UnavailableException} if the store does not answer after several
 * tries.
 */
public interface ClaimLedger {
  /**
   * The same claims, used at no more than this many capacity units per second; 0 means no limit.
   */
  ClaimLedger within(int unitsPerSecond);

  /** The key that a claim is stored under. */
  String key(Claim claim);

  /** The owners by key, as text; a key without an owner is absent. */
  Map<String, String> owners(Collection<String> keys);

  /** The owner of one key; {@code null} if it has none. */
  default @Nullable String owner(String key) {
    return owners(List.of(key)).get(key);
  }

  /** Takes a free claim; false if it is not free, or if the stream has moved. */
  boolean take(Claim claim, FoldedStream<?> judged);

  /** Removes a claim; false if it has another owner or none, or if the stream has moved. */
  boolean release(String key, FoldedStream<?> judged);

  /**
   * A page of the stored claims, in the store's own order. Claims that change meanwhile may be
   * missed.
   *
   * @param after the {@link Page#next} of the previous page; {@code null} for the first
   */
  Page page(@Nullable String after, int maxClaims);

  /** The approximate number of claims. */
  long approximateSize();

  /** Marks the ledger as holding the claims of all events, so that writers may start. */
  void markFilled();

  /**
   * A page of claims.
   *
   * @param unreadable why an item cannot be read as a claim, by its key
   * @param next where the next page begins; {@code null} on the last page
   */
  record Page(List<HeldClaim> claims, Map<String, String> unreadable, @Nullable String next) {
    public Page {
      claims = List.copyOf(claims);
      unreadable = Map.copyOf(unreadable);
    }
  }
}
