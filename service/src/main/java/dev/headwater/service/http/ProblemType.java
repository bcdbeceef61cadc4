package dev.headwater.service.http;

/**
 * A kind of problem.
 *
 * @param name stable: clients distinguish problems by it
 * @param status of the HTTP response
 * @param title without a full stop
 */
public record ProblemType(String name, int status, String title) {
  public static final ProblemType UNKNOWN_ROUTE =
      new ProblemType("unknown-route", 404, "There is nothing here");
  public static final ProblemType COMMAND_ID_REUSED =
      new ProblemType("command-id-reused", 422, "The idempotency key belongs to another command");
  public static final ProblemType UNFIT_CALLER =
      new ProblemType("unfit-caller", 403, "The caller cannot give this command");
  public static final ProblemType SEARCH_OFF =
      new ProblemType("search-off", 501, "Search is switched off");

  static final ProblemType MALFORMED_REQUEST =
      new ProblemType("malformed-request", 400, "The request is malformed");
  static final ProblemType INVALID_FIELDS =
      new ProblemType("invalid-fields", 400, "Some fields are wrong");
  static final ProblemType UNKNOWN_VERSION =
      new ProblemType("unknown-version", 400, "There is no such version");
  static final ProblemType TOO_LARGE =
      new ProblemType("too-large", 413, "The request is too large");
  static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType("unsupported-media-type", 415, "The body is not JSON");
  static final ProblemType INTERNAL_FAULT =
      new ProblemType("internal-fault", 500, "The service failed");
  static final ProblemType UNAVAILABLE = new ProblemType("unavailable", 503, "The service is busy");
  static final ProblemType MISCONFIGURED =
      new ProblemType("misconfigured", 503, "The service is misconfigured");

  /** {@code urn:headwater:problem:stale-version}. */
  String uri() {
    return "urn:headwater:problem:" + name;
  }
}
