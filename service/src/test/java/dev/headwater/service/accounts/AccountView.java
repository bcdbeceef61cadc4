package dev.headwater.service.accounts;

import dev.headwater.event.RecordedEvent;
import dev.headwater.projection.Projection;
import dev.headwater.service.accounts.AccountEvent.AccountClosed;
import dev.headwater.service.accounts.AccountEvent.AccountOpened;
import dev.headwater.service.accounts.AccountEvent.Deposited;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record AccountView(
    String accountId,
    String owner,
    AccountCommand.Tier tier,
    State state,
    Instant opened,
    long cents,
    @Nullable String closedBy) {
  public enum State {
    OPEN,
    CLOSED
  }

  public record Fold() implements Projection<AccountView, AccountEvent> {
    @Override
    public int revision() {
      return 1;
    }

    @Override
    public @Nullable AccountView apply(
        @Nullable AccountView view, RecordedEvent<AccountEvent> recorded) {
      return switch (recorded.event()) {
        case AccountOpened(String owner, String tier) ->
            new AccountView(
                recorded.stream().id(),
                owner,
                AccountCommand.Tier.valueOf(tier),
                State.OPEN,
                recorded.timestamp(),
                0,
                null);
        case Deposited(long more) ->
            view == null
                ? null
                : new AccountView(
                    view.accountId,
                    view.owner,
                    view.tier,
                    view.state,
                    view.opened,
                    view.cents + more,
                    view.closedBy);
        case AccountClosed closed ->
            view == null
                ? null
                : new AccountView(
                    view.accountId,
                    view.owner,
                    view.tier,
                    State.CLOSED,
                    view.opened,
                    view.cents,
                    closed.by());
      };
    }
  }
}
