package dev.headwater.service.operations.internal.letters;

import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.LetterArchive.Archived;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.LetterSweep;
import dev.headwater.host.Host;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pass over the archived letters of a queue. Others can see them meanwhile. */
final class ArchiveSweep implements LetterSweep {
  private static final int PAGE = 80;

  private final LetterArchive archive;
  private final String queue;
  private final Host host;
  private @Nullable String last;

  /**
   * @param after the last letter that was seen before; {@code null} to begin
   */
  ArchiveSweep(LetterArchive archive, String queue, Host host, @Nullable String after) {
    this.last = after;
    this.archive = archive;
    this.queue = queue;
    this.host = host;
  }

  @Override
  public List<DeadLetter> next() {
    List<DeadLetter> letters = new ArrayList<>();
    for (Archived each : archive.page(queue, last, PAGE)) {
      letters.add(
          DeadLetter.kept(each.messageId(), each.body(), each.attributes(), each.parkedAt()));
      last = each.messageId();
    }
    return letters;
  }

  /** The last letter that was seen; {@code null} if there was none. */
  @Nullable String last() {
    return last;
  }

  @Override
  public Set<String> remove(Collection<DeadLetter> letters) {
    List<Supplier<Boolean>> removals = new ArrayList<>(letters.size());
    letters.forEach(letter -> removals.add(() -> remove(letter.messageId())));
    host.parallelCalls().callEach(removals);
    return Set.of();
  }

  private boolean remove(String messageId) {
    archive.remove(queue, messageId);
    return true;
  }

  @Override
  public int held() {
    return 0;
  }

  @Override
  public void close() {}
}
