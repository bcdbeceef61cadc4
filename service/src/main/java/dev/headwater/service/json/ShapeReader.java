package dev.headwater.service.json;

import dev.headwater.event.Personal;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shapes of types by reflection. Refuses a type without a form that would be read back
 * unchanged, in a sentence that names the component and says what to write instead.
 *
 * <p>Reads at most {@value #MAX_COMPONENTS} components and {@value #MAX_DEPTH} levels.
 */
final class ShapeReader {
  static final int MAX_DEPTH = 16;
  private static final int MAX_COMPONENTS = 1_000;

  /** Accepts any type anywhere. */
  static final BiConsumer<String, Class<?>> ANYWHERE = (place, type) -> {};

  private final BiConsumer<String, Class<?>> boundary;
  private final Deque<Class<?>> open = new ArrayDeque<>();
  private int components;
  private int depth;

  /**
   * @param boundary is given the place and type of every record and enum below the root, and throws
   *     if it must not be there
   */
  ShapeReader(BiConsumer<String, Class<?>> boundary) {
    this.boundary = boundary;
  }

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException if it, or a part of it, has no form
   */
  RecordShape record(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getSimpleName() + " is not a record: make it one");
    }
    if (type.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " has type parameters: name the types in a record of their own");
    }
    open.push(type);
    List<Component> read = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      read.add(component(component));
    }
    open.pop();
    return new RecordShape(type, constructor(type), read);
  }

  /**
   * The shapes of the records of a sealed interface, in order.
   *
   * @throws IllegalArgumentException if it has others than records, or one has no form
   */
  List<RecordShape> members(Class<?> sealed) {
    if (!sealed.isInterface() || !sealed.isSealed()) {
      throw new IllegalArgumentException(
          sealed.getSimpleName()
              + " is not a sealed interface of records: make it one, with a record per case");
    }
    List<Class<?>> records = new ArrayList<>();
    collect(sealed, records);
    open.push(sealed);
    List<RecordShape> members = records.stream().distinct().map(this::record).toList();
    open.pop();
    return members;
  }

  private static void collect(Class<?> sealed, List<Class<?>> records) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        records.add(permitted);
      } else if (permitted.isInterface() && permitted.isSealed()) {
        collect(permitted, records);
      } else {
        throw new IllegalArgumentException(
            sealed.getSimpleName()
                + " permits "
                + permitted.getSimpleName()
                + ", which is not a record: make it one");
      }
    }
  }

  private Component component(RecordComponent component) {
    String place = component.getDeclaringRecord().getSimpleName() + '.' + component.getName();
    components++;
    if (components > MAX_COMPONENTS) {
      throw new IllegalArgumentException(
          place + " is one component too many: a type has at most " + MAX_COMPONENTS);
    }
    AnnotatedType type = component.getAnnotatedType();
    boolean optional = isNullable(type);
    if (optional && component.getType().isPrimitive()) {
      throw new IllegalArgumentException(
          place + " is a primitive, which is never null: leave out @Nullable, or use its box");
    }
    return new Component(
        component.getName(),
        shape(place, type),
        optional,
        component.isAnnotationPresent(Personal.class),
        accessible(component.getAccessor(), component.getDeclaringRecord()));
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private Shape shape(String place, AnnotatedType type) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          place + " is more than " + MAX_DEPTH + " levels deep: nest less");
    }
    try {
      return type instanceof AnnotatedParameterizedType generic
          ? collection(place, generic)
          : plain(place, type);
    } finally {
      depth--;
    }
  }

  private Shape collection(String place, AnnotatedParameterizedType type) {
    Class<?> raw = RefusedType.raw(type.getType());
    AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
    if (raw == List.class) {
      return new ListShape(entry(place, arguments[0]));
    }
    if (raw == Map.class) {
      if (arguments[0].getType() != String.class) {
        throw new IllegalArgumentException(
            place + " is a Map with keys other than String: use String");
      }
      return new MapShape(entry(place, arguments[1]));
    }
    throw RefusedType.at(place, type.getType());
  }

  private Shape entry(String place, AnnotatedType type) {
    if (isNullable(type)) {
      throw new IllegalArgumentException(
          "An entry of " + place + " may be null, which no form keeps: leave out @Nullable");
    }
    return shape("An entry of " + place, type);
  }

  private Shape plain(String place, AnnotatedType annotated) {
    if (!(annotated.getType() instanceof Class<?> type)) {
      throw RefusedType.at(place, annotated.getType());
    }
    Function<Class<?>, Shape> scalar = SCALARS.get(type);
    if (scalar != null) {
      return scalar.apply(type);
    }
    if (open.contains(type)) {
      throw new IllegalArgumentException(
          place
              + " leads back to "
              + type.getSimpleName()
              + ", and a form must end: refer to it by its id");
    }
    if (type.isEnum()) {
      boundary.accept(place, type);
      return new EnumShape(type);
    }
    if (type.isRecord()) {
      boundary.accept(place, type);
      return valueOrRecord(place, record(type));
    }
    if (type.isSealed() && type.isInterface()) {
      List<RecordShape> members = members(type);
      members.forEach(member -> boundary.accept(place, member.type()));
      return new OneOfShape(type, OneOfShape.TYPE, members, Class::getSimpleName);
    }
    throw RefusedType.at(place, type);
  }

  private static Shape valueOrRecord(String place, RecordShape record) {
    if (!ValueShape.isOne(record)) {
      return record;
    }
    if (record.components().getFirst().isOptional()) {
      String name = record.type().getSimpleName();
      throw new IllegalArgumentException(
          name
              + '.'
              + record.components().getFirst().name()
              + " is its only component and @Nullable, so that "
              + name
              + " may have no form: mark "
              + place
              + " instead");
    }
    return new ValueShape(record);
  }

  private static final Map<Class<?>, Function<Class<?>, Shape>> SCALARS =
      Map.of(
          String.class, type -> new TextShape(),
          int.class, WholeShape::new,
          Integer.class, WholeShape::new,
          long.class, WholeShape::new,
          Long.class, WholeShape::new,
          BigDecimal.class, type -> new DecimalShape(),
          boolean.class, BooleanShape::new,
          Boolean.class, BooleanShape::new,
          Instant.class, type -> new InstantShape(),
          LocalDate.class, type -> new DateShape());

  private static Constructor<?> constructor(Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return accessible(type.getDeclaredConstructor(types), type);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("Every record has a canonical constructor", e);
    }
  }

  private static <M extends AccessibleObject> M accessible(@Nullable M member, Class<?> type) {
    M present = Objects.requireNonNull(member, "a record's component has an accessor");
    try {
      present.setAccessible(true);
      return present;
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " is in the module "
              + type.getModule().getName()
              + ", which keeps its package closed: add 'opens "
              + type.getPackageName()
              + ";' to its module-info");
    }
  }
}
