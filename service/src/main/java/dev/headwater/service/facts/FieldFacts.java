package dev.headwater.service.facts;

import dev.headwater.service.json.Component;
import java.util.List;

/**
 * A field of a command, query or view.
 *
 * @param type as in a golden line of {@link dev.headwater.service.json.JsonEvents#describe}, such
 *     as {@code whole number} or {@code [{sku: text, price: number}]}
 * @param optional whether it may be absent
 * @param personal whether it, or a part of it, is personal data
 */
public record FieldFacts(String name, String type, boolean optional, boolean personal) {
  static List<FieldFacts> of(List<Component> components) {
    return components.stream()
        .map(
            each ->
                new FieldFacts(
                    each.name(), each.shape().describe(), each.isOptional(), each.isPersonal()))
        .toList();
  }
}
