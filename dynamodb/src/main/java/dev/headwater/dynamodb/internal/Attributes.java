package dev.headwater.dynamodb.internal;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Typed access to the attributes of an item or a map; refuses absent ones and other types. */
public record Attributes(Map<String, AttributeValue> values) {
  public boolean has(String name) {
    return values.containsKey(name);
  }

  public String string(String name) {
    return typed(name, AttributeValue.Type.S).s();
  }

  public long integer(String name) {
    String digits = typed(name, AttributeValue.Type.N).n();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException quotingIt) {
      throw new IllegalArgumentException("'" + name + "' is not an integer");
    }
  }

  public int smallInteger(String name) {
    long value = integer(name);
    if (value != (int) value) {
      throw new IllegalArgumentException("'" + name + "' is too large");
    }
    return (int) value;
  }

  public byte[] binary(String name) {
    return typed(name, AttributeValue.Type.B).b().asByteArray();
  }

  public List<AttributeValue> list(String name) {
    return typed(name, AttributeValue.Type.L).l();
  }

  public Attributes map(String name) {
    return new Attributes(typed(name, AttributeValue.Type.M).m());
  }

  private AttributeValue typed(String name, AttributeValue.Type type) {
    AttributeValue value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is absent");
    }
    if (value.type() != type) {
      throw new IllegalArgumentException("'" + name + "' is not of type " + type);
    }
    return value;
  }
}
