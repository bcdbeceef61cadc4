package dev.headwater.opensearch;

/** A view for tests: a visiting card. Its id is not that of its aggregate, though often alike. */
record Card(String cardId, String email, String status, String name) {
    /** A name that makes a document which does not fit the index. */
    static final String MISFIT = "misfit";

    Card withStatus(String newStatus) {
        return new Card(cardId, email, newStatus, name);
    }
}
