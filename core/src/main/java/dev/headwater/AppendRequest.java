package dev.headwater;

import dev.headwater.event.Commit;
import org.jspecify.annotations.Nullable;

/**
 * A commit to append, with the snapshot and claim changes that go with it.
 *
 * @param after the stream's state after the commit; {@code null} if the writer does not know it
 * @param snapshotDue whether to store the snapshot even at extra cost; otherwise the store keeps it
 *     only where it is free
 * @param claims taken and released atomically with the commit
 */
public record AppendRequest<S, E>(
    Commit<E> commit, @Nullable Snapshot<S> after, boolean snapshotDue, ClaimChanges claims) {
  public AppendRequest {
    if (after != null && after.version() != commit.lastVersion()) {
      throw new IllegalArgumentException(
          "Snapshot version "
              + after.version()
              + " does not match the commit's last version "
              + commit.lastVersion());
    }
  }

  /** The commit alone, as an import writes it: it leaves no snapshot for the next load. */
  public static <S, E> AppendRequest<S, E> of(Commit<E> commit) {
    return new AppendRequest<>(commit, null, false, ClaimChanges.NONE);
  }

  /** The same commit with these claims, in place of any others. */
  public AppendRequest<S, E> withClaims(ClaimChanges other) {
    return new AppendRequest<>(commit, after, snapshotDue, other);
  }
}
