package dev.headwater.service;

import static dev.headwater.service.Refusal.conflict;
import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;

import dev.headwater.service.accounts.Account;
import dev.headwater.service.accounts.AccountCommand;
import dev.headwater.service.accounts.AccountCommand.AccountId;
import dev.headwater.service.accounts.AccountCommand.Audit;
import dev.headwater.service.accounts.AccountCommand.CloseAccount;
import dev.headwater.service.accounts.AccountCommand.Deposit;
import dev.headwater.service.accounts.AccountCommand.OpenAccount;
import dev.headwater.service.accounts.AccountDecider;
import dev.headwater.service.accounts.AccountEvent;
import dev.headwater.service.accounts.AccountRefusal;
import dev.headwater.service.accounts.AccountView;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;

/** Right descriptions for tests to make wrong ones of. */
final class Described {
  private Described() {}

  /** Without commands. */
  static Aggregate<AccountCommand, Account, AccountEvent, AccountRefusal> bare() {
    return Aggregate.of("ACCOUNT", AccountId.class, new AccountDecider())
        .events(JsonEvents.of(AccountEvent.class))
        .state(JsonState.of(Account.class))
        .refusals(reason -> conflict("It cannot be done"));
  }

  /** Without a route for closing it. */
  static Aggregate<AccountCommand, Account, AccountEvent, AccountRefusal> almost() {
    return bare()
        .creates(OpenAccount.class, post("/accounts"))
        .takes(Deposit.class, post("/accounts/{id}/deposits"))
        .takes(Audit.class);
  }

  static Aggregate<AccountCommand, Account, AccountEvent, AccountRefusal> account() {
    return almost().takes(CloseAccount.class, post("/accounts/{id}/closure"));
  }

  static View<AccountView, AccountEvent> view(
      Aggregate<AccountCommand, Account, AccountEvent, AccountRefusal> account) {
    return View.of("account-view", account, AccountView.class, new AccountView.Fold());
  }

  static View<AccountView, AccountEvent> listed() {
    return view(account()).listedBy("list", "state", "opened");
  }

  static View<AccountView, AccountEvent> searched() {
    return view(account()).searchedIn("account-search", "accounts").searchedBy("owner");
  }

  static Service service() {
    var account = account();
    return Service.of("accounts")
        .aggregate(account)
        .view(view(account).lookUp(get("/accounts/{id}")));
  }
}
