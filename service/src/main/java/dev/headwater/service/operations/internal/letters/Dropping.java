package dev.headwater.service.operations.internal.letters;

import dev.headwater.dynamodb.operations.LetterArchive;
import dev.headwater.dynamodb.operations.LetterArchive.Drop;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.host.Host;
import java.util.List;
import java.util.Set;

/** Nowhere, but remembers which letters, who and why before they are removed. */
final class Dropping implements MoveAction.Place {
  private final DeadLetters letters;
  private final LetterArchive archive;
  private final LettersRequest request;
  private final Host host;
  private final LetterOperation.Caller caller;
  private int records;

  Dropping(
      DeadLetters letters,
      LetterArchive archive,
      LettersRequest request,
      Host host,
      LetterOperation.Caller caller) {
    this.letters = letters;
    this.archive = archive;
    this.request = request;
    this.host = host;
    this.caller = caller;
  }

  @Override
  public Set<String> take(List<DeadLetter> dropped) {
    archive.record(
        new Drop(
            host.clock().instant(),
            caller.by(),
            request.why(),
            letters.name(),
            dropped.stream().map(Dropping::described).toList()),
        caller.run(),
        records++);
    return Set.of();
  }

  @Override
  public boolean mayTakeLater() {
    return true;
  }

  private static String described(DeadLetter letter) {
    return letter.stream() == null ? letter.messageId() : letter.stream() + "@" + letter.version();
  }
}
