package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the template declares it, merged with its Globals.
 *
 * @param type {@code null} for a resource type that is ignored locally
 * @param condition the name of a condition
 */
public record Resource(
    String logicalId,
    int line,
    String awsType,
    @Nullable ResourceType type,
    Mapping properties,
    @Nullable Scalar condition,
    List<Scalar> dependsOn) {
  public Resource {
    dependsOn = List.copyOf(dependsOn);
  }
}
