package dev.headwater.opensearch;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

record CardFormat(String fingerprint) implements SearchFormat<Card> {
  @Override
  public String keyName() {
    return "id";
  }

  @Override
  public Map<String, SearchField> fields() {
    return Map.of(
        "email",
        SearchField.PATTERN,
        "status",
        SearchField.TERM,
        "name",
        SearchField.STORED,
        "cardId",
        SearchField.STORED);
  }

  @Override
  public Map<String, Object> encode(Card view) {
    Map<String, Object> fields =
        new HashMap<>(
            Map.of(
                "email",
                view.email(),
                "status",
                view.status(),
                "name",
                view.name(),
                "cardId",
                view.cardId()));
    if (view.name().equals(Card.UNWRITABLE)) {
      throw new UnsupportedOperationException("no form for " + view.email());
    }
    if (view.name().equals(Card.MISFIT)) {
      fields.put("shoeSize", view.email());
    }
    return fields;
  }

  @Override
  public Card decode(Map<String, Object> fields) {
    if (text(fields, "name").equals(Card.UNREADABLE)) {
      throw new DateTimeException("no form for " + text(fields, "email"));
    }
    return new Card(
        text(fields, "cardId"),
        text(fields, "email"),
        text(fields, "status"),
        text(fields, "name"));
  }

  private static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("The field " + name + " is missing or not a text");
  }
}
