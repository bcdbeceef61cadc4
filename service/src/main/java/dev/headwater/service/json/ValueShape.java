package dev.headwater.service.json;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
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
    if (value == null) {
      return null;
    }
    try {
      return create(value);
    } catch (InvocationTargetException e) {
      throw MalformedException.refused(type(), e);
    }
  }

  private Object create(Object value) throws InvocationTargetException {
    return record.create(new Object[] {value});
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
  String describe() {
    return scalar.describe();
  }
}
