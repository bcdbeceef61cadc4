package dev.headwater.local.template;

import dev.headwater.local.template.Value.Mapping;
import dev.headwater.local.template.Value.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the template has it, its Globals laid under it.
 *
 * @param type {@code null} for a resource type without a local meaning
 * @param condition the name of a condition
 */
record Resource(
    String logicalId,
    int line,
    String awsType,
    @Nullable ResourceType type,
    Mapping properties,
    @Nullable Scalar condition,
    List<Scalar> dependsOn) {
  Resource {
    dependsOn = List.copyOf(dependsOn);
  }
}
