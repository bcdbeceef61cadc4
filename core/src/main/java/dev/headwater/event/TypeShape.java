package dev.headwater.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type spelled out: a sealed interface with its cases, a record with the names and types of its
 * fields, an enum with its constants, recursively. Any other type is just its simple name. Moving a
 * type to another package does not change its shape.
 */
public record TypeShape(String text) {
  /** The shape of a type. */
  public static TypeShape of(Class<?> type) {
    return new TypeShape(describe(type, new HashSet<>()));
  }

  /**
   * Hashes the shape with the revision of the rules that fill it. States that were stored before
   * codecs had a naming keep their fingerprint.
   *
   * @param naming how a codec names types and fields; empty if that follows from the shape
   */
  public long fingerprint(int revision, String naming) {
    String number = Integer.toString(revision);
    CommandStamp stamp =
        naming.isEmpty()
            ? CommandStamp.of("shape", text, number)
            : CommandStamp.of("shape", text, number, naming);
    return stamp.digest();
  }

  private static String describe(Type type, Set<Class<?>> seen) {
    return switch (type) {
      case Class<?> plain -> describe(plain, seen);
      case ParameterizedType generic ->
          describe(generic.getRawType(), seen)
              + join(
                  Arrays.stream(generic.getActualTypeArguments())
                      .map(argument -> describe(argument, seen)));
      default -> type.getTypeName();
    };
  }

  private static String describe(Class<?> type, Set<Class<?>> seen) {
    String name = type.getSimpleName();
    if (!seen.add(type)) {
      return name;
    }
    if (type.isEnum()) {
      return name
          + join(
              Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()));
    }
    if (type.isSealed()) {
      return name
          + join(
              Arrays.stream(type.getPermittedSubclasses())
                  .map(permitted -> describe(permitted, seen)));
    }
    if (type.isRecord()) {
      return name
          + join(
              Arrays.stream(type.getRecordComponents())
                  .map(component -> describe(component, seen)));
    }
    return name;
  }

  private static String describe(RecordComponent component, Set<Class<?>> seen) {
    return component.getName() + ':' + describe(component.getGenericType(), seen);
  }

  private static String join(Stream<String> parts) {
    return parts.collect(Collectors.joining(",", "(", ")"));
  }
}
