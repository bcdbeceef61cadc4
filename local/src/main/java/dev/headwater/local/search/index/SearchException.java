package dev.headwater.local.search.index;

/** Refuses a request, or one item of a bulk, with an error for the client. */
public final class SearchException extends RuntimeException {
  private static final String ILLEGAL_ARGUMENT = "illegal_argument_exception";

  private final transient ApiError error;

  public SearchException(int status, String type, String reason) {
    super(reason, null, false, false);
    this.error = new ApiError(status, type, reason);
  }

  public ApiError error() {
    return error;
  }

  public static SearchException illegal(String reason) {
    return new SearchException(400, ILLEGAL_ARGUMENT, reason);
  }

  /** For what OpenSearch may support, but this endpoint does not. */
  public static SearchException unsupported(String what) {
    return illegal(what + " is not supported by the local search endpoint");
  }

  public static SearchException malformed(String reason) {
    return new SearchException(400, "parsing_exception", reason);
  }

  public static SearchException invalid(String reason) {
    return new SearchException(
        400, "action_request_validation_exception", "Validation Failed: 1: " + reason + ";");
  }

  public static SearchException noSuchIndex(String name) {
    return new SearchException(404, "index_not_found_exception", "no such index [" + name + "]");
  }

  /** For a write with {@code require_alias} to a name that is not an alias. */
  public static SearchException noSuchAlias(String name) {
    return new SearchException(
        404,
        "index_not_found_exception",
        "no such index ["
            + name
            + "] and [require_alias] request flag is [true] and ["
            + name
            + "] is not an alias");
  }
}
