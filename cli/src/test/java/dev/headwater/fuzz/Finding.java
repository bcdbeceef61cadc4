package dev.headwater.fuzz;

/**
 * Something that must not be.
 *
 * @param what without what differs from request to request, so that the same is the same
 */
record Finding(Kind kind, String what) {
  enum Kind {
    /** An answer of 5xx. */
    SERVER_FAULT,
    /** No answer, or no end, within the bound. */
    HANG,
    /** The connection ended before the answer. */
    NO_ANSWER,
    /** More answers than requests, or others. */
    DESYNC,
    /** A marker, which stands for personal data, where none may be. */
    LEAK,
    /** An error whose body is not as documented. */
    UNDOCUMENTED_ERROR,
    /** Taken although it must be refused. */
    ACCEPTED,
    /** Refused although it must be taken. */
    REFUSED,
    /** Acknowledged, and not there afterwards, or other than sent. */
    LOST,
    /** More in the log than a bad request is worth. */
    LOG_NOISE,
    /** Something at the end is not as it should be. */
    UNCLEAN_END
  }
}
