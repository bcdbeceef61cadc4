package dev.headwater;

import dev.headwater.event.Commit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stream: all that is needed to fold it to its head.
 *
 * @param snapshot {@code null} if the commits begin with the stream's first
 * @param commits in order and without gaps, starting with the one that the snapshot was stored with
 */
public record StreamTail<S, E>(@Nullable Snapshot<S> snapshot, List<Commit<E>> commits) {
  public StreamTail {
    commits = List.copyOf(commits);
    if (snapshot != null
        && (commits.isEmpty() || commits.getFirst().lastVersion() != snapshot.version())) {
      throw new IllegalArgumentException("The snapshot's version is not that of the first commit");
    }
  }
}
