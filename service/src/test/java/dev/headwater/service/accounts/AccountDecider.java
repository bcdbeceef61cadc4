package dev.headwater.service.accounts;

import static dev.headwater.Decision.accept;
import static dev.headwater.Decision.nothingToDo;
import static dev.headwater.Decision.reject;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.service.accounts.Account.Closed;
import dev.headwater.service.accounts.Account.None;
import dev.headwater.service.accounts.Account.Open;
import dev.headwater.service.accounts.AccountCommand.Audit;
import dev.headwater.service.accounts.AccountCommand.CloseAccount;
import dev.headwater.service.accounts.AccountCommand.Deposit;
import dev.headwater.service.accounts.AccountCommand.OpenAccount;
import dev.headwater.service.accounts.AccountEvent.AccountClosed;
import dev.headwater.service.accounts.AccountEvent.AccountOpened;
import dev.headwater.service.accounts.AccountEvent.Deposited;

public record AccountDecider()
    implements Decider<AccountCommand, Account, AccountEvent, AccountRefusal> {
  @Override
  public Account initialState() {
    return new None();
  }

  @Override
  public Decision<AccountEvent, AccountRefusal> decide(AccountCommand command, Account account) {
    return switch (command) {
      case OpenAccount open ->
          account instanceof None
              ? accept(new AccountOpened(open.owner().name(), open.tier().name()))
              : reject(new AccountRefusal.OpenAlready());
      case Deposit deposit ->
          account instanceof Open
              ? accept(
                  new Deposited(
                      deposit.coins().stream()
                          .mapToLong(coin -> coin.cents() * coin.count())
                          .sum()))
              : reject(new AccountRefusal.Unknown());
      case CloseAccount close ->
          switch (account) {
            case None none -> reject(new AccountRefusal.Unknown());
            case Open open ->
                open.cents() == 0
                    ? accept(new AccountClosed(close.at(), close.by(), close.receipt()))
                    : reject(new AccountRefusal.NotEmpty(open.cents()));
            case Closed closed -> nothingToDo();
          };
      case Audit audit -> nothingToDo();
    };
  }

  @Override
  public Account evolve(Account account, AccountEvent event) {
    return switch (event) {
      case AccountOpened opened -> new Open(0);
      case Deposited deposited ->
          account instanceof Open open ? new Open(open.cents() + deposited.cents()) : account;
      case AccountClosed closed -> new Closed();
    };
  }
}
