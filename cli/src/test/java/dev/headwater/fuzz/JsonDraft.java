package dev.headwater.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A JSON object as text, which may have what no object has: a name twice, a value that is none. */
record JsonDraft(List<Field> fields) {
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1e400",
          "1E+2147483647",
          "-1e-999999999",
          "99999999999999999999999999",
          "4.5",
          "9007199254740993",
          "[]",
          "{}",
          "[\"zqx\"]",
          "{\"zqx\": \"zqx\"}",
          "\"\"",
          "NaN",
          "Infinity",
          "'zqx'",
          "zqx",
          "01",
          "\"\\ud800\"",
          "\"\\uDC00zqx\"",
          "\"\\uFFFF\"",
          "\"\\x41\"",
          "\"zqx",
          "\"\u0001zqx\"",
          "\"a\" \"b\"",
          "",
          "[[[[[[[[",
          "-",
          "1.",
          ".5",
          "+1",
          "0x10",
          "1_000",
          "/* zqx */ 1");
  private static final int TOO_DEEP = 2_000;
  private static final int TOO_LONG = 20_000;

  JsonDraft {
    fields = List.copyOf(fields);
  }

  /**
   * @param value JSON, or not
   */
  record Field(String name, String value) {}

  static JsonDraft empty() {
    return new JsonDraft(List.of());
  }

  /**
   * @param text is written plainly or escaped, as chance has it
   */
  JsonDraft with(Chance chance, String name, String text) {
    return withRaw(name, quoted(chance, text));
  }

  JsonDraft withRaw(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new JsonDraft(more);
  }

  String text() {
    return fields.stream()
        .map(field -> "\"" + field.name() + "\": " + field.value())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  JsonDraft mutated(Chance chance) {
    if (fields.isEmpty()) {
      return withRaw("zqx", oddValue(chance));
    }
    int place = chance.below(fields.size());
    Field field = fields.get(place);
    List<Field> other = new ArrayList<>(fields);
    switch (chance.below(8)) {
      case 0 -> other.remove(place);
      case 1 -> other.add(field);
      case 2 -> other.add(new Field(field.name(), oddValue(chance)));
      case 3 -> other.set(place, new Field(OddText.of(chance, field.name()), field.value()));
      case 4 ->
          other.add(
              new Field(
                  chance.of(
                      "zqx",
                      "__proto__",
                      "Email",
                      "customerid",
                      "",
                      "version",
                      "timestamp",
                      "aggregateId",
                      "expectedVersion",
                      "commandId"),
                  oddValue(chance)));
      default -> other.set(place, new Field(field.name(), oddValue(chance)));
    }
    return new JsonDraft(other);
  }

  private static String oddValue(Chance chance) {
    return switch (chance.below(12)) {
      case 0 -> "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP);
      case 1 -> "{\"zqx\":".repeat(TOO_DEEP) + "0" + "}".repeat(TOO_DEEP);
      case 2 -> "9".repeat(chance.between(20, 3_000));
      case 3 -> quoted(chance, "zqx".repeat(chance.between(1, TOO_LONG / 3)));
      case 4 -> quoted(chance, OddText.of(chance, "zqx"));
      default -> chance.pick(ODD_VALUES);
    };
  }

  static String quoted(Chance chance, String text) {
    boolean escaped = chance.oneIn(3);
    StringBuilder json = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            codePoint -> {
              boolean plain =
                  codePoint >= 0x20
                      && codePoint != '"'
                      && codePoint != '\\'
                      && Character.getType(codePoint) != Character.SURROGATE;
              if (plain && !escaped) {
                json.appendCodePoint(codePoint);
              } else {
                Character.toString(codePoint)
                    .chars()
                    .forEach(unit -> json.append(String.format(Locale.ROOT, "\\u%04x", unit)));
              }
            });
    return json.append('"').toString();
  }
}
