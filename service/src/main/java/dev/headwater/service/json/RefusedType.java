package dev.headwater.service.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of a type without a form why it has none, and what to write instead. */
final class RefusedType {
  private static final String INEXACT = "which JSON cannot carry exactly: use BigDecimal or long";
  private static final String SMALL = "a size that JSON does not know: use int or long";
  private static final String ABSENT =
      "which is for return types: use the type itself and mark it @Nullable";
  private static final String COLLECTION = "whose order or kind JSON does not keep: use List";
  private static final String TIME = "which depends on a zone or a clock: use Instant or LocalDate";
  private static final String SPAN = "which has no form: use a long, with the unit in the name";
  private static final String TEXT = "which has no form: use String, or a record of one String";

  private static final Map<String, String> ADVICE =
      Stream.of(
              Map.of("double", INEXACT, "float", INEXACT, "Double", INEXACT, "Float", INEXACT),
              Map.of("byte", SMALL, "short", SMALL, "Byte", SMALL, "Short", SMALL),
              Map.of("char", TEXT, "Character", TEXT, "CharSequence", TEXT, "UUID", TEXT),
              Map.of("URI", TEXT, "URL", TEXT, "Locale", TEXT, "Currency", TEXT),
              Map.of("Optional", ABSENT, "OptionalInt", ABSENT, "OptionalLong", ABSENT),
              Map.of("Set", COLLECTION, "Collection", COLLECTION, "Iterable", COLLECTION),
              Map.of("ArrayList", COLLECTION, "SequencedCollection", COLLECTION),
              Map.of("LocalDateTime", TIME, "ZonedDateTime", TIME, "OffsetDateTime", TIME),
              Map.of("LocalTime", TIME, "Date", TIME, "Duration", SPAN, "Period", SPAN),
              Map.of("BigInteger", SMALL.replace("int or long", "long or BigDecimal")),
              Map.of("Object", "which can be anything: use a record or a sealed interface"))
          .flatMap(part -> part.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private RefusedType() {}

  /** The class of a generic type. */
  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw
        ? raw
        : Object.class;
  }

  /**
   * @param place such as {@code OrderPlaced.price}
   */
  static IllegalArgumentException at(String place, Type type) {
    return new IllegalArgumentException(place + ' ' + problem(type));
  }

  private static String problem(Type type) {
    return switch (type) {
      case Class<?> plain -> problem(plain);
      case ParameterizedType generic when raw(generic).isRecord() ->
          isA(raw(generic).getSimpleName())
              + ", which has type parameters: name the types in a record of their own";
      case ParameterizedType generic -> problem(raw(generic));
      case TypeVariable<?> variable ->
          isA(variable.getName()) + ", which can be anything: name the type";
      case WildcardType wildcard ->
          "is of any type (" + wildcard.getTypeName() + "): name the type";
      default -> "is an array, which can change: use List";
    };
  }

  private static String problem(Class<?> type) {
    String name = type.getSimpleName();
    if (type.isArray()) {
      return isA(name) + ", which can change: use List";
    }
    if (type == List.class || type == Map.class) {
      return "does not say what it holds: write "
          + name
          + (name.equals("Map") ? "<String, …>" : "<…>");
    }
    String advice = isOfTheJdk(type) ? ADVICE.get(name) : null;
    return isA(name)
        + ", "
        + (advice == null
            ? "which is neither a record, an enum nor a sealed interface of records: use one"
            : advice);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    return type.isPrimitive() || type.getName().startsWith("java.");
  }

  private static String isA(String name) {
    return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 && !name.startsWith("U") ? "is an " : "is a ")
        + name;
  }
}
