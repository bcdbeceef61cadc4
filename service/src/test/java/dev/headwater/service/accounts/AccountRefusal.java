package dev.headwater.service.accounts;

public sealed interface AccountRefusal {
  record Unknown() implements AccountRefusal {}

  record OpenAlready() implements AccountRefusal {}

  record NotEmpty(long cents) implements AccountRefusal {}

  record OwnerTaken() implements AccountRefusal {}
}
