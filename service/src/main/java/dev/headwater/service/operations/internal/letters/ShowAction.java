package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.Totals;
import java.util.List;

/** Shows letters, each with its content. */
final class ShowAction implements LetterAction {
  private final DeadLetters letters;
  private final LettersRequest request;
  private final Findings findings;
  private final Totals totals;

  ShowAction(DeadLetters letters, LettersRequest request, Findings findings, Totals totals) {
    this.letters = letters;
    this.request = request;
    this.findings = findings;
    this.totals = totals;
  }

  @Override
  public void take(List<DeadLetter> selected, List<DeadLetter> others) {
    for (DeadLetter letter : selected) {
      if (totals.get("shown") < request.most()) {
        findings.add(
            LetterJson.of(letters.name(), letter, request.showsValues()),
            () -> LetterJson.of(letters.name(), letter, false));
        totals.add("shown", 1);
      }
      totals.add("selected", 1);
    }
  }
}
