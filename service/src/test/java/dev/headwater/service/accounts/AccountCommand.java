package dev.headwater.service.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

public sealed interface AccountCommand {
  record OpenAccount(AccountId accountId, Owner owner, Tier tier, @Nullable Limits limits)
      implements AccountCommand {}

  record Deposit(AccountId accountId, List<Coin> coins, @Nullable String note)
      implements AccountCommand {}

  record CloseAccount(AccountId accountId, Instant at, @Nullable String by, String receipt)
      implements AccountCommand {}

  record Audit(AccountId accountId, String finding) implements AccountCommand {}

  record AccountId(String value) {
    public AccountId {
      if (!value.matches("[a-z0-9]{1,32}")) {
        throw new IllegalArgumentException("must be 1 to 32 small letters and digits");
      }
    }
  }

  record Owner(String name) {
    public Owner {
      if (name.isBlank()) {
        throw new IllegalArgumentException("must not be blank");
      }
    }
  }

  record Limits(int daily, @Nullable Integer monthly) {
    public Limits {
      if (monthly != null && monthly < daily) {
        throw new IllegalArgumentException("must not be lower for a month than for a day");
      }
    }
  }

  record Coin(long cents, int count) {}

  enum Tier {
    BASIC,
    GOLD
  }
}
