package dev.headwater.service.accounts;

public sealed interface Account {
  record None() implements Account {}

  record Open(long cents) implements Account {}

  record Closed() implements Account {}
}
