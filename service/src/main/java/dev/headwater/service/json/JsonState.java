package dev.headwater.service.json;

import dev.headwater.StateCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The stored form of states that are records of a sealed interface, or one record, decided by their
 * components as in {@link JsonEvents}.
 *
 * <p>The name of a state's record is stored under {@code phase}, with its first letter in lower
 * case. Records inside states may be declared anywhere: a stored state that their constructors no
 * longer accept is ignored, and folded again.
 *
 * <p>Immutable.
 */
public final class JsonState<S> implements StateCodec<S> {
  private static final String PHASE = "phase";

  private final Class<S> type;
  private final List<RecordShape> records;
  private final Map<Class<?>, String> names;
  private final Shape shape;

  private JsonState(Class<S> type, List<RecordShape> records, Map<Class<?>, String> names) {
    this.type = type;
    this.records = records;
    this.names = Map.copyOf(names);
    this.shape =
        type.isRecord()
            ? records.getFirst()
            : new OneOfShape(type, PHASE, records, each -> names.getOrDefault(each, phase(each)));
  }

  /**
   * The states of a sealed interface of records, or of one record.
   *
   * @throws IllegalArgumentException if one of them has no form
   */
  public static <S> JsonState<S> of(Class<S> type) {
    ShapeReader reader = new ShapeReader(ShapeReader.ANYWHERE);
    return new JsonState<>(
        type, type.isRecord() ? List.of(reader.record(type)) : reader.members(type), Map.of());
  }

  /**
   * Stores a state under another phase. This changes the {@link #naming}, so that states stored
   * before are ignored.
   *
   * @throws IllegalArgumentException if the record is not one of several states, or another has the
   *     phase
   */
  public JsonState<S> named(Class<? extends S> state, String phase) {
    if (type.isRecord() || records.stream().noneMatch(record -> record.type() == state)) {
      throw new IllegalArgumentException(
          state.getSimpleName() + " is not a record of a sealed interface of states");
    }
    Map<Class<?>, String> more = new HashMap<>(names);
    more.put(state, phase);
    return new JsonState<>(type, records, more);
  }

  /** The sealed interface or the record of the states. */
  public Class<S> type() {
    return type;
  }

  private static String phase(Class<?> state) {
    String name = state.getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  @Override
  public Map<String, Object> encode(S state) {
    return shape instanceof OneOfShape several
        ? several.store(state)
        : records.getFirst().store(state);
  }

  @Override
  public S decode(Map<String, Object> stored) {
    try {
      return type.cast(
          shape instanceof OneOfShape several
              ? several.loadFields(stored)
              : records.getFirst().loadFields(stored));
    } catch (MalformedException e) {
      throw e.refusal();
    }
  }

  /** The phases that differ from their records' names. */
  @Override
  public String naming() {
    Map<String, String> differing = new TreeMap<>();
    names.forEach(
        (state, phase) -> {
          if (!phase.equals(phase(state))) {
            differing.put(state.getSimpleName(), phase);
          }
        });
    return differing.entrySet().stream()
        .map(each -> each.getKey() + '=' + each.getValue())
        .collect(Collectors.joining(","));
  }
}
