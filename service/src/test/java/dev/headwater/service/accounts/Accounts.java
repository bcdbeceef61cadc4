package dev.headwater.service.accounts;

import static dev.headwater.service.Refusal.conflict;
import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;

import dev.headwater.projection.VersionedView;
import dev.headwater.query.ListOrder;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Answer;
import dev.headwater.service.Reads;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;
import dev.headwater.service.accounts.AccountCommand.AccountId;
import dev.headwater.service.accounts.AccountCommand.Audit;
import dev.headwater.service.accounts.AccountCommand.CloseAccount;
import dev.headwater.service.accounts.AccountCommand.Deposit;
import dev.headwater.service.accounts.AccountCommand.OpenAccount;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.util.Objects;

public final class Accounts implements ServiceDefinition {
  public record WealthQuery(AccountId accountId) {}

  public record Wealth(String owner, long cents, int accounts) {}

  @Override
  public Service describe() {
    var account =
        Aggregate.of("ACCOUNT", AccountId.class, new AccountDecider())
            .events(JsonEvents.of(AccountEvent.class))
            .state(JsonState.of(Account.class))
            .refusals(Accounts::refusal)
            .creates(OpenAccount.class, post("/accounts"))
            .takes(Deposit.class, post("/accounts/{id}/deposits"))
            .takes(
                CloseAccount.class,
                post("/accounts/{id}/closure"),
                close -> close.now("at").actor("by").generated("receipt"))
            .takes(Audit.class)
            .history(get("/accounts/{id}/events"));
    var note =
        Aggregate.of("NOTE", Note.NoteId.class, new Note.Rules())
            .events(JsonEvents.of(Note.Event.class))
            .state(JsonState.of(Note.class))
            .refusals(
                (Note.Refusal reason) ->
                    switch (reason) {
                      case WRITTEN_ALREADY -> conflict("The note is written already");
                    })
            .creates(Note.Command.WriteNote.class, post("/notes"))
            .history(get("/notes/{id}/events"));
    var view =
        View.of("account-view", account, AccountView.class, new AccountView.Fold())
            .listedBy("list", "state", "opened")
            .listedBy("owner", "owner", "opened")
            .searchedIn("account-search", "accounts")
            .searchedBy("owner")
            .filteredBy("state")
            .filteredBy("tier")
            .lookUp(get("/accounts/{id}"))
            .lookUp("GetAccount")
            .list("state", get("/accounts"))
            .list("owner", get("/accounts"))
            .list("owner", get("/owners/{owner}/accounts"))
            .list("ListByOwner", "owner")
            .search("owner", get("/accounts/search"))
            .count("CountAccounts");
    return Service.of("accounts")
        .aggregate(account)
        .aggregate(note)
        .view(view)
        .query(
            "GetWealth",
            get("/accounts/{accountId}/wealth"),
            WealthQuery.class,
            Wealth.class,
            (query, reads) -> wealth(query, reads, view));
  }

  private static Answer<Wealth> wealth(
      WealthQuery query, Reads reads, View<AccountView, AccountEvent> view) {
    VersionedView<AccountView> found = reads.find(view, query.accountId().value(), 0);
    AccountView account = found.view();
    if (account == null) {
      return Answer.refused("unknown-account", new Refusal(404, "There is no such account", null));
    }
    var accounts =
        reads.list(view, "owner", account.owner(), ListOrder.ASCENDING, null, 1000).entries();
    long cents =
        accounts.stream().mapToLong(each -> Objects.requireNonNull(each.view()).cents()).sum();
    return Answer.found(new Wealth(account.owner(), cents, accounts.size()));
  }

  private static Refusal refusal(AccountRefusal reason) {
    return switch (reason) {
      case AccountRefusal.Unknown unknown -> Refusal.unknown();
      case AccountRefusal.OpenAlready open -> conflict("The account is open already");
      case AccountRefusal.NotEmpty notEmpty ->
          conflict("The account is not empty").because("It holds " + notEmpty.cents() + " cents.");
      case AccountRefusal.OwnerTaken taken -> conflict("The owner has an account already");
    };
  }
}
