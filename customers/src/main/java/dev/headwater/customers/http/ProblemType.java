package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerRefusal;
import java.util.Locale;

/** The kinds of problems that a caller can be told of. Their {@code type} never changes. */
enum ProblemType {
  MALFORMED_REQUEST(400, "The request is malformed"),
  INVALID_FIELDS(400, "Some fields are wrong"),
  UNKNOWN_VERSION(400, "There is no such version"),
  UNKNOWN_ROUTE(404, "There is nothing here"),
  UNKNOWN_CUSTOMER(404, "There is no such customer"),
  ALREADY_REGISTERED(409, "The customer is registered already"),
  NOT_ACTIVE(409, "The customer is not active"),
  ALREADY_SUSPENDED(409, "The customer is suspended already"),
  NOT_SUSPENDED(409, "The customer is not suspended"),
  EMAIL_TAKEN(409, "Another customer has this e-mail"),
  STALE_VERSION(412, "The customer has changed"),
  TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON"),
  COMMAND_ID_REUSED(422, "The idempotency key belongs to another command"),
  INTERNAL_FAULT(500, "The service failed"),
  SEARCH_OFF(501, "Search is switched off"),
  UNAVAILABLE(503, "The service is busy"),
  MISCONFIGURED(503, "The service is misconfigured");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  static ProblemType of(CustomerRefusal refusal) {
    return switch (refusal) {
      case ALREADY_REGISTERED -> ALREADY_REGISTERED;
      case UNKNOWN_CUSTOMER -> UNKNOWN_CUSTOMER;
      case NOT_ACTIVE -> NOT_ACTIVE;
      case ALREADY_SUSPENDED -> ALREADY_SUSPENDED;
      case NOT_SUSPENDED -> NOT_SUSPENDED;
      case EMAIL_TAKEN -> EMAIL_TAKEN;
    };
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** {@code urn:headwater:problem:stale-version}. */
  String uri() {
    return "urn:headwater:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
