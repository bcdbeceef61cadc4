package dev.headwater.service.accounts;

import dev.headwater.event.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

public sealed interface AccountEvent {
  record AccountOpened(@Personal String owner, String tier) implements AccountEvent {}

  record Deposited(long cents) implements AccountEvent {}

  record AccountClosed(Instant at, @Nullable String by, String receipt) implements AccountEvent {}
}
