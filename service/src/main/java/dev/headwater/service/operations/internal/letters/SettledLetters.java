package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.LetterSweep;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pass that knows how far it has brought a run that began before it. */
final class SettledLetters implements LetterSweep {
  private final LetterSweep sweep;
  private final Instant begun;
  private long settledOld;

  /**
   * @param begun when the run began with these letters
   */
  SettledLetters(LetterSweep sweep, Instant begun) {
    this.sweep = sweep;
    this.begun = begun;
  }

  /** How many letters it has removed that were there when the run began. */
  long settledOld() {
    return settledOld;
  }

  /** The last archived letter that it saw; {@code null} of a queue, or if there was none. */
  @Nullable String lastArchived() {
    return sweep instanceof ArchiveSweep archived ? archived.last() : null;
  }

  @Override
  public List<DeadLetter> next() {
    return sweep.next();
  }

  @Override
  public Set<String> remove(Collection<DeadLetter> letters) {
    Set<String> stay = sweep.remove(letters);
    for (DeadLetter letter : letters) {
      if (letter.lastParked().isBefore(begun) && !stay.contains(letter.messageId())) {
        settledOld++;
      }
    }
    return stay;
  }

  @Override
  public int held() {
    return sweep.held();
  }

  @Override
  public void close() {
    sweep.close();
  }
}
