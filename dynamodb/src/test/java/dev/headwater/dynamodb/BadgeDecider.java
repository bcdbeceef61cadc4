package dev.headwater.dynamodb;

import dev.headwater.Claim;
import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.event.EncodedEvent;
import java.util.Set;

/** A stream wears the badge of its last command, and no other may wear it; {@code ""} is none. */
public record BadgeDecider(boolean unique)
    implements Decider<String, String, EncodedEvent, String> {
  @Override
  public String initialState() {
    return "";
  }

  @Override
  public Decision<EncodedEvent, String> decide(String badge, String worn) {
    return badge.equals(worn) ? Decision.nothingToDo() : Decision.accept(Commits.written(badge));
  }

  @Override
  public String evolve(String worn, EncodedEvent event) {
    return String.valueOf(event.payload().get("text"));
  }

  @Override
  public Set<Claim> claims(String worn) {
    return worn.isEmpty() || !unique ? Set.of() : Set.of(claim(worn));
  }

  static Claim claim(String badge) {
    return new Claim("badge", badge);
  }

  @Override
  public Set<String> claimNames() {
    return unique ? Set.of("badge") : Set.of();
  }

  @Override
  public String refuseTaken(Claim claim) {
    return "taken";
  }
}
