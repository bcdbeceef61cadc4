package dev.headwater;

import java.util.Locale;
import java.util.Set;

/**
 * People with unique nicknames, ignoring case. A command is the new nickname, and so are the event
 * and the state; an empty text means none.
 *
 * @param claiming whether claims are switched on
 */
record Nicknames(boolean claiming) implements Decider<String, String, String, String> {
  static final String NONE = "";
  static final String TOO_LONG = "too long";
  private static final int MAX_LENGTH = 20;

  static Claim claim(String nickname) {
    return new Claim("nickname", nickname.toLowerCase(Locale.ROOT));
  }

  @Override
  public String initialState() {
    return NONE;
  }

  @Override
  public Decision<String, String> decide(String command, String state) {
    if (command.length() > MAX_LENGTH) {
      return Decision.reject(TOO_LONG);
    }
    return command.equals(state) ? Decision.nothingToDo() : Decision.accept(command);
  }

  @Override
  public String evolve(String state, String event) {
    return event;
  }

  @Override
  public Set<Claim> claims(String state) {
    return claiming && !state.isEmpty() ? Set.of(claim(state)) : Set.of();
  }

  @Override
  public Set<String> claimNames() {
    return claiming ? Set.of("nickname") : Set.of();
  }

  @Override
  public String refuseTaken(Claim claim) {
    return claim.value() + " is taken";
  }
}
