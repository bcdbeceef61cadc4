package dev.headwater.service.operations.internal.letters;

import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.Redrive;
import dev.headwater.host.UnavailableException;
import dev.headwater.service.operations.internal.Findings;
import dev.headwater.service.operations.internal.OperationException;
import dev.headwater.service.operations.internal.Totals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Groups letters by the way in which they failed. */
final class ListAction implements LetterAction {
  private static final Logger LOG = LoggerFactory.getLogger(ListAction.class);

  /** Each kind of failure makes one; those beyond are counted. */
  private static final int MOST_GROUPS = 500;

  private final DeadLetters letters;
  private final Findings findings;
  private final Totals totals;
  private final Map<String, LetterGroup> groups = new LinkedHashMap<>();
  private @Nullable Redrive redrive;
  private boolean knowsViews = true;

  ListAction(DeadLetters letters, Findings findings, Totals totals) {
    this.letters = letters;
    this.findings = findings;
    this.totals = totals;
  }

  @Override
  public void take(List<DeadLetter> selected, List<DeadLetter> others) {
    Set<String> superfluous = superfluous(selected);
    for (DeadLetter letter : selected) {
      totals.add("letters", 1);
      LetterGroup group = groups.get(letter.group());
      if (group == null && groups.size() < MOST_GROUPS) {
        group = new LetterGroup(letters.name(), letter);
        groups.put(letter.group(), group);
      }
      if (group == null) {
        totals.add("ungrouped", 1);
      } else {
        group.add(letter, superfluous.contains(letter.messageId()));
      }
    }
  }

  /** A list without this is still of use: the store may be what is wrong. */
  private Set<String> superfluous(List<DeadLetter> selected) {
    if (!knowsViews || selected.isEmpty()) {
      return Set.of();
    }
    try {
      if (redrive == null) {
        redrive = OperationException.configured(letters.redrive());
      }
      return redrive.superfluous(selected);
    } catch (OperationException | UnavailableException e) {
      LOG.warn("Whether views have caught up is not known: {}", e.getMessage());
      knowsViews = false;
      return Set.of();
    }
  }

  @Override
  public void end(boolean whole) {
    groups.values().forEach(group -> findings.add(group.json(knowsViews)));
    totals.add("groups", groups.size());
  }
}
