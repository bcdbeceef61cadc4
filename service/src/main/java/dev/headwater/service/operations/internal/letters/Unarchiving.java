package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetterQueue.Parked;
import dev.headwater.eventbridge.DeadLetters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The queue that letters came from. */
record Unarchiving(DeadLetters letters) implements MoveAction.Place {
  @Override
  public Set<String> take(List<DeadLetter> unarchived) {
    Map<String, Parked> parked = new HashMap<>();
    unarchived.forEach(
        letter -> parked.put(letter.messageId(), new Parked(letter.body(), letter.attributes())));
    return letters.queue().park(parked);
  }

  @Override
  public boolean mayTakeLater() {
    return true;
  }
}
