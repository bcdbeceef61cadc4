package dev.headwater;

import dev.headwater.event.Commit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stream: all that is needed to fold it.
 *
 * @param snapshot {@code null} when the commits begin at the stream's first
 * @param commits in order and without a gap, from the one that the snapshot was stored with on
 */
public record StreamTail<S, E>(@Nullable Snapshot<S> snapshot, List<Commit<E>> commits) {
  public StreamTail {
    commits = List.copyOf(commits);
    if (snapshot != null
        && (commits.isEmpty() || commits.getFirst().lastVersion() != snapshot.version())) {
      throw new IllegalArgumentException("The snapshot is not of the first commit's version");
    }
  }
}
