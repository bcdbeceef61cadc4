package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of events that are records of a sealed interface, decided by their components.
 *
 * <p>An event's type is the record's simple name, and its schema version is 1 until an upcaster
 * leads to a higher one. Text, whole numbers and truth values are stored as they are, a {@code
 * BigDecimal} by {@link EncodedEvent#number} (which drops trailing zeros: give an amount a record
 * of its own that restores them), an {@code Instant} as text with milliseconds, a {@code LocalDate}
 * and an enum as text, a record of one such value as that value, any other record as a map, a
 * record of a sealed interface as a map with its name under {@code type}. A component that is
 * {@code null} is absent, and must be marked {@code @Nullable}.
 *
 * <p>Decoding runs the records' constructors, and ignores fields that are not components: so an
 * optional component may be added without a new schema version, even while older readers run. Any
 * other change needs an upcaster. To notice one, keep {@link #describe} in a golden file.
 *
 * <p>Records and enums inside events must be nested in the event interface or in an event. A rule
 * that is added to a type which others use too would make stored events unreadable. {@link #shared}
 * allows one nevertheless.
 *
 * <p>Immutable; the other methods return copies. What they declare is checked on first use, or by
 * {@link #check}. An event whose values have no form (a {@code null} that is not optional, a time
 * after the year 9999) is refused by {@link #encode} with an {@link IllegalArgumentException}.
 */
public final class JsonEvents<E> implements EventCodec<E> {
  private final Class<E> type;
  private final Map<Class<?>, String> names;
  private final Set<Class<?>> shared;
  private final List<UpcastStep> steps;

  /** Read when first needed; another thread may read it as well, with the same result. */
  private volatile @Nullable EventTypes types;

  private JsonEvents(
      Class<E> type, Map<Class<?>, String> names, Set<Class<?>> shared, List<UpcastStep> steps) {
    this.type = type;
    this.names = Map.copyOf(names);
    this.shared = Set.copyOf(shared);
    this.steps = List.copyOf(steps);
  }

  /** The events of a sealed interface of records. */
  public static <E> JsonEvents<E> of(Class<E> sealedInterface) {
    return new JsonEvents<>(sealedInterface, Map.of(), Set.of(), List.of());
  }

  /** Stores an event under another name than its record's. */
  public JsonEvents<E> named(Class<? extends E> event, String name) {
    Map<Class<?>, String> more = new HashMap<>(names);
    more.put(event, name);
    return new JsonEvents<>(type, more, shared, steps);
  }

  /**
   * Brings an event's fields from one schema version to the next when they are read. Stored events
   * never change.
   *
   * @param fromVersion the version of the fields that the step is given
   * @param step returns the fields of the next version; may change and return what it is given
   */
  public JsonEvents<E> upcast(
      String eventType, int fromVersion, UnaryOperator<Map<String, Object>> step) {
    return with(new UpcastStep(eventType, fromVersion, eventType, fromVersion + 1, step));
  }

  /**
   * Reads events of a type that no longer exists as events of another.
   *
   * @param toVersion the schema version of the fields that the step returns
   * @param step as in {@link #upcast}
   */
  public JsonEvents<E> renamed(
      String oldName,
      int oldVersion,
      String eventType,
      int toVersion,
      UnaryOperator<Map<String, Object>> step) {
    return with(new UpcastStep(oldName, oldVersion, eventType, toVersion, step));
  }

  private JsonEvents<E> with(UpcastStep step) {
    List<UpcastStep> more = new ArrayList<>(steps);
    more.add(step);
    return new JsonEvents<>(type, names, shared, more);
  }

  /** Allows records and enums inside events that are declared outside of the event interface. */
  public JsonEvents<E> shared(Class<?>... typesInEvents) {
    Set<Class<?>> more = new HashSet<>(shared);
    more.addAll(List.of(typesInEvents));
    return new JsonEvents<>(type, names, more, steps);
  }

  /**
   * Checks what was declared.
   *
   * @throws IllegalArgumentException if an event has no form, two have one name, a type inside an
   *     event is declared elsewhere, or the upcasters leave out a version
   */
  public void check() {
    types();
  }

  /**
   * The events' current forms, one line each in the order of the interface: name, schema version
   * and fields, where {@code !} marks personal data and {@code ?} what may be absent.
   */
  public List<String> describe() {
    return types().describe();
  }

  /** The events' current schema versions, by the names that they are stored under, in order. */
  public Map<String, Integer> schemaVersions() {
    return types().versions();
  }

  /** The events' types, by the names that they are stored under, in order. */
  public Map<String, Shape> shapes() {
    return types().shapes();
  }

  @Override
  public EncodedEvent encode(E event) {
    EventTypes.EventType found = types().of(event.getClass());
    return new EncodedEvent(found.name(), found.version(), found.shape().store(event));
  }

  @Override
  public E decode(EncodedEvent stored) {
    try {
      return type.cast(types().load(stored));
    } catch (MalformedException e) {
      throw e.refusal();
    }
  }

  @Override
  public Set<String> personalFields(String eventType) {
    return types().personalFields(eventType);
  }

  private EventTypes types() {
    EventTypes read = types;
    if (read == null) {
      read = EventTypes.read(type, names, shared, steps);
      types = read;
    }
    return read;
  }
}
