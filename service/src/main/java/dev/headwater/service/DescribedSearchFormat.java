package dev.headwater.service;

import dev.headwater.event.EncodedEvent;
import dev.headwater.opensearch.SearchField;
import dev.headwater.opensearch.SearchFormat;
import dev.headwater.service.json.Component;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A described view as a search document. Text, enums and times are fields of their own; any other
 * component is kept as JSON in a field of text, which the index stores and never looks at.
 */
final class DescribedSearchFormat<V> implements SearchFormat<V> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private final DescribedViewFormat<V> format;
  private final Map<String, SearchField> fields = new LinkedHashMap<>();
  private final Map<String, Boolean> isText = new HashMap<>();
  private final String fingerprint;

  DescribedSearchFormat(View<V, ?> view, SearchDescription search) {
    this.format = new DescribedViewFormat<>(view);
    for (Component component : view.type().shape().components()) {
      if (!component.name().equals(format.keyName())) {
        fields.put(component.name(), SearchField.STORED);
        isText.put(component.name(), isText(component));
      }
    }
    search.filters().forEach(component -> fields.put(component, SearchField.TERM));
    search.patterns().forEach(pattern -> fields.put(pattern.component(), SearchField.PATTERN));
    this.fingerprint = FormatFingerprint.of(view, List.of(fields.toString()));
  }

  private static boolean isText(Component component) {
    return switch (component.shape().kind()) {
      case TEXT, ENUM, TIME, DATE -> true;
      case WHOLE_NUMBER, DECIMAL, BOOLEAN, RECORD, ONE_OF, LIST, MAP -> false;
    };
  }

  @Override
  public String keyName() {
    return format.keyName();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Map<String, SearchField> fields() {
    return fields;
  }

  @Override
  public Map<String, Object> encode(V view) {
    Map<String, Object> encoded = format.encode(view);
    encoded.replaceAll(
        (name, value) -> value instanceof String ? value : MAPPER.writeValueAsString(value));
    return encoded;
  }

  @Override
  public V decode(Map<String, Object> document) {
    Map<String, Object> decoded = new HashMap<>(document);
    decoded.replaceAll(
        (name, value) ->
            value instanceof String text && Boolean.FALSE.equals(isText.get(name))
                ? plain(MAPPER.readValue(text, Object.class))
                : value);
    return format.decode(decoded);
  }

  /** As stores return values: whole numbers that fit are {@code Long}s. */
  private static Object plain(Object value) {
    return switch (value) {
      case BigInteger whole -> EncodedEvent.number(new BigDecimal(whole));
      case BigDecimal number -> EncodedEvent.number(number);
      case List<?> list -> list.stream().map(DescribedSearchFormat::plain).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(name, plain(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
