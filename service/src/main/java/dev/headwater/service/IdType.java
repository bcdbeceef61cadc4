package dev.headwater.service;

import dev.headwater.event.PublishableText;
import dev.headwater.host.RedactedException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The type of an aggregate's ids: a record with one component of text, and rules of its own. */
public final class IdType {
  /** Ids as they are generated: 128 bits, in hexadecimal. */
  static final List<String> GENERATED =
      List.of("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210");

  /** Of a document's id in OpenSearch, and half of a sort key in DynamoDB. */
  private static final int MAX_BYTES = 512;

  /** Shorter texts are in most messages by chance. */
  private static final int LEAST_QUOTED = 4;

  private final Class<?> type;
  private final Constructor<?> constructor;
  private final Method text;

  /**
   * @throws IllegalArgumentException if the type is not such a record
   */
  IdType(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null || components.length != 1 || components[0].getType() != String.class) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " cannot identify an aggregate: use a record with one component of type String");
    }
    this.type = type;
    try {
      this.constructor = type.getDeclaredConstructor(String.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("A record has its canonical constructor", e);
    }
    this.text = components[0].getAccessor();
    constructor.setAccessible(true);
    text.setAccessible(true);
  }

  public Class<?> type() {
    return type;
  }

  /**
   * The id with this text, as text: its constructor may normalise it.
   *
   * @throws IllegalArgumentException if no id has this text; the message does not quote it
   */
  public String parse(String given) {
    return requireStorable(text(create(given)));
  }

  /**
   * The text of an id, if every store can have it: 1 to 512 bytes in UTF-8, not beginning with
   * {@code #}. The type's own rules come on top.
   *
   * @throws IllegalArgumentException if they cannot; the message does not quote it
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

  /** Whether ids that the service generates are ids of this type. */
  public boolean acceptsGenerated() {
    try {
      GENERATED.forEach(this::parse);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** The text of an id of this type. */
  public String text(Object id) {
    try {
      return (String) text.invoke(id);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "The id of " + type.getSimpleName() + " cannot be read", RedactedException.of(e));
    }
  }

  /** The type's own words, unless they quote the id. */
  private static String reason(RuntimeException refused, String given) {
    String reason =
        refused instanceof IllegalArgumentException own
            ? RedactedException.reason(own)
            : refused.getClass().getName();
    boolean isSafe =
        !reason.equals(refused.getClass().getName())
            && (given.length() < LEAST_QUOTED || !reason.contains(given));
    return isSafe ? reason : "is not valid";
  }

  private Object create(String given) {
    try {
      return constructor.newInstance(given);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw new IllegalArgumentException(reason(refused, given));
      }
      throw new IllegalStateException(
          type.getSimpleName() + " cannot be created", RedactedException.of(e));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type.getSimpleName() + " cannot be created", RedactedException.of(e));
    }
  }
}
