package dev.headwater.customers.api;

import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemType;
import dev.headwater.service.http.Resource;

/** The problems that only requests about customers have. */
final class CustomerProblems {
  static final Resource CUSTOMER = new Resource("customer");

  static final Problem SEARCH_OFF =
      Problem.of(
          new ProblemType("search-off", 501, "Search is switched off"),
          "Search is switched off: deploy with SearchEnabled=true.");

  private CustomerProblems() {}

  static Problem of(CustomerRefusal refusal) {
    return switch (refusal) {
      case ALREADY_REGISTERED ->
          conflict("already-registered", "The customer is registered already");
      case UNKNOWN_CUSTOMER -> CUSTOMER.unknown();
      case NOT_ACTIVE -> conflict("not-active", "The customer is not active");
      case ALREADY_SUSPENDED -> conflict("already-suspended", "The customer is suspended already");
      case NOT_SUSPENDED -> conflict("not-suspended", "The customer is not suspended");
      case EMAIL_TAKEN -> conflict("email-taken", "Another customer has this e-mail");
    };
  }

  private static Problem conflict(String name, String title) {
    return Problem.of(new ProblemType(name, 409, title));
  }
}
