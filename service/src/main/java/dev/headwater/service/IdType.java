package dev.headwater.service;

import dev.headwater.event.PublishableText;
import dev.headwater.service.json.Shape;
import dev.headwater.service.json.Shape.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The type of an aggregate's ids: a record with one component of text, and rules of its own. */
public final class IdType {
  /** Ids as they are generated: 128 bits, in hexadecimal. */
  static final List<String> GENERATED =
      List.of("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210");

  /** Of a document's id in OpenSearch, and half of a sort key in DynamoDB. */
  private static final int MAX_BYTES = 512;

  private final Shape shape;

  /**
   * @throws IllegalArgumentException if the type is not such a record
   */
  IdType(Class<?> type) {
    this.shape = textShape(type);
  }

  private static Shape textShape(Class<?> type) {
    if (type.isRecord()) {
      Shape shape = Shape.ofRecord(type);
      if (shape.kind() == Kind.TEXT) {
        return shape;
      }
    }
    throw new IllegalArgumentException(
        type.getSimpleName()
            + " cannot identify an aggregate: use a record with one component of type String");
  }

  public Class<?> type() {
    return shape.type();
  }

  /**
   * The text of an id as the type's constructor normalises it.
   *
   * @throws IllegalArgumentException if no id has this text; the message does not quote it
   */
  public String parse(String given) {
    return requireStorable((String) shape.normalise(given));
  }

  /**
   * Returns the text if every store can have it as an id: 1 to 512 bytes in UTF-8, not beginning
   * with {@code #}. The type's own rules come on top.
   *
   * @throws IllegalArgumentException if a store cannot; the message does not quote the text
   */
  public static String requireStorable(String id) {
    if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("must have 1 to " + MAX_BYTES + " bytes in UTF-8");
    }
    if (id.startsWith("#")) {
      throw new IllegalArgumentException("must not begin with #");
    }
    if (PublishableText.findUnpublishable(id).isPresent()) {
      throw new IllegalArgumentException(
          "must not contain control characters or noncharacters, such as U+FFFF");
    }
    return id;
  }

  /** Whether the type accepts ids that the service generates. */
  public boolean acceptsGenerated() {
    try {
      GENERATED.forEach(this::parse);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
