package dev.headwater.local.search;

/** Ends the handling of a request, or of one item of a bulk, with an error for its sender. */
final class SearchFault extends RuntimeException {
  private static final String ILLEGAL_ARGUMENT = "illegal_argument_exception";

  private final transient ApiError error;

  SearchFault(int status, String type, String reason) {
    super(reason, null, false, false);
    this.error = new ApiError(status, type, reason);
  }

  ApiError error() {
    return error;
  }

  static SearchFault illegal(String reason) {
    return new SearchFault(400, ILLEGAL_ARGUMENT, reason);
  }

  /** OpenSearch may have it, we do not. */
  static SearchFault unsupported(String what) {
    return illegal(what + " is not supported by the local search endpoint");
  }

  static SearchFault malformed(String reason) {
    return new SearchFault(400, "parsing_exception", reason);
  }

  static SearchFault invalid(String reason) {
    return new SearchFault(
        400, "action_request_validation_exception", "Validation Failed: 1: " + reason + ";");
  }

  static SearchFault noSuchIndex(String name) {
    return new SearchFault(404, "index_not_found_exception", "no such index [" + name + "]");
  }

  /** Of a write that is to go to an alias and to nothing else. */
  static SearchFault noSuchAlias(String name) {
    return new SearchFault(
        404,
        "index_not_found_exception",
        "no such index ["
            + name
            + "] and [require_alias] request flag is [true] and ["
            + name
            + "] is not an alias");
  }
}
