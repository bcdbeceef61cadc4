package dev.headwater;

import dev.headwater.event.Commit;
import org.jspecify.annotations.Nullable;

/**
 * A commit on its way into the store, and what goes with it.
 *
 * @param after the stream after the commit; {@code null} when the writer does not know
 * @param snapshotDue whether the snapshot is worth space of its own. Otherwise it is stored only
 *     where it costs nothing
 * @param claims taken and released together with the commit, or not at all
 */
public record AppendRequest<S, E>(
    Commit<E> commit, @Nullable Snapshot<S> after, boolean snapshotDue, ClaimChanges claims) {
  public AppendRequest {
    if (after != null && after.version() != commit.lastVersion()) {
      throw new IllegalArgumentException(
          "The snapshot is of version "
              + after.version()
              + ", the commit ends at "
              + commit.lastVersion());
    }
  }

  /** The commit alone, as an import writes it: the next load finds no state here. */
  public static <S, E> AppendRequest<S, E> of(Commit<E> commit) {
    return new AppendRequest<>(commit, null, false, ClaimChanges.NONE);
  }

  public AppendRequest<S, E> withClaims(ClaimChanges other) {
    return new AppendRequest<>(commit, after, snapshotDue, other);
  }
}
