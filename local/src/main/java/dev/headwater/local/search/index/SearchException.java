package dev.headwater.local.search.index;

/** Ends the handling of a request, or of one item of a bulk, with an error for its sender. */
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

  /** OpenSearch may have it, we do not. */
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

  /** Of a write that is to go to an alias and to nothing else. */
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
