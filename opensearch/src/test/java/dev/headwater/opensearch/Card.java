package dev.headwater.opensearch;

/** A view for tests: a business card. Its id may differ from that of its aggregate. */
record Card(String cardId, String email, String status, String name) {
  /** A card with this name has a field that the index refuses. */
  static final String MISFIT = "misfit";

  /** A card with this name cannot be encoded. */
  static final String UNWRITABLE = "unwritable";

  /** A card with this name cannot be decoded. */
  static final String UNREADABLE = "unreadable";

  Card withStatus(String newStatus) {
    return new Card(cardId, email, newStatus, name);
  }
}
