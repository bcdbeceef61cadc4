package dev.headwater.opensearch;

/** A view for tests: a visiting card. Its id is not that of its aggregate, though often alike. */
record Card(String cardId, String email, String status, String name) {
  /** A name that makes a document which does not fit the index. */
  static final String MISFIT = "misfit";

  /** A name with which no document can be made of it. */
  static final String UNWRITABLE = "unwritable";

  /** A name with which no card can be made of its document. */
  static final String UNREADABLE = "unreadable";

  Card withStatus(String newStatus) {
    return new Card(cardId, email, newStatus, name);
  }
}
