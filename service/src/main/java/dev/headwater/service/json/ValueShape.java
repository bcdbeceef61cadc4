package dev.headwater.service.json;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value type: a record of one scalar, which stands for it. */
final class ValueShape extends Shape {
  private final RecordShape record;
  private final Component only;
  private final Shape scalar;

  ValueShape(RecordShape record) {
    super(record.type(), record.components().getFirst().shape().kind());
    this.record = record;
    this.only = record.components().getFirst();
    this.scalar = only.shape();
  }

  static boolean isOne(RecordShape record) {
    List<Component> components = record.components();
    return components.size() == 1 && components.getFirst().shape().kind().isScalar();
  }

  @Override
  public List<String> constants() {
    return scalar.constants();
  }

  @Override
  boolean isPersonal() {
    return only.isPersonal();
  }

  @Override
  Object store(Object value) {
    return scalar.store(only.required(value));
  }

  @Override
  @Nullable Object load(Object stored) {
    Object value = scalar.load(stored);
    return value == null ? null : created(value);
  }

  private Object create(Object value) throws InvocationTargetException {
    return record.create(new Object[] {value});
  }

  @Override
  @Nullable Object bind(JsonNode node, String path, Binding binding) {
    Object value = scalar.bind(node, path, binding);
    if (value == null) {
      return null;
    }
    try {
      return create(value);
    } catch (InvocationTargetException e) {
      return binding.wrong(path, SafeReason.ofValue(e, text(value), this::refusals));
    }
  }

  private String text(Object value) {
    return scalar.json(value).asString();
  }

  /** The reasons for which other texts are refused. */
  private Map<String, Throwable> refusals() {
    Map<String, Throwable> refusals = new HashMap<>();
    for (Object probe : scalar.probes()) {
      try {
        Object value = scalar.load(probe);
        if (value != null) {
          create(value);
        }
      } catch (InvocationTargetException e) {
        refusals.put(String.valueOf(probe), e.getCause());
      } catch (MalformedException e) {
        // The inner type already refuses the probe, so it says nothing about this type.
      }
    }
    return refusals;
  }

  @Override
  List<Object> probes() {
    return scalar.probes();
  }

  @Override
  @Nullable Object adopt(Object value) {
    if (type().isInstance(value)) {
      return value;
    }
    Object adopted = scalar.adopt(value);
    return adopted == null ? null : created(adopted);
  }

  private Object created(Object value) {
    try {
      return create(value);
    } catch (InvocationTargetException e) {
      throw MalformedException.refused(type(), e);
    }
  }

  @Override
  JsonNode json(Object value) {
    return scalar.json(only.required(value));
  }

  @Override
  String noun() {
    return scalar.noun();
  }

  @Override
  public String describe() {
    return scalar.describe();
  }
}
