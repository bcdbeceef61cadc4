package dev.headwater.service.operations.internal.letters;

import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.LetterArchive.Archived;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.host.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The archive. It cannot take a letter that is too large for an item. */
record Archiving(DeadLetters letters, LetterArchive archive, Host host)
    implements MoveAction.Place {
  @Override
  public Set<String> take(List<DeadLetter> archived) {
    List<Supplier<Boolean>> puts = new ArrayList<>(archived.size());
    archived.forEach(letter -> puts.add(() -> put(letter)));
    List<Boolean> done = host.parallelCalls().callEach(puts);
    Set<String> refused = new HashSet<>();
    for (int index = 0; index < archived.size(); index++) {
      if (!done.get(index)) {
        refused.add(archived.get(index).messageId());
      }
    }
    return refused;
  }

  @Override
  public boolean mayTakeLater() {
    return false;
  }

  private boolean put(DeadLetter letter) {
    try {
      archive.put(
          letters.name(),
          new Archived(
              letter.messageId(), letter.body(), letter.attributes(), letter.lastParked()));
      return true;
    } catch (IllegalArgumentException tooLarge) {
      return false;
    }
  }
}
