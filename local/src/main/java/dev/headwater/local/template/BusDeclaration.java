package dev.headwater.local.template;

/** An EventBridge event bus. */
public record BusDeclaration(String logicalId, String name) {
  /** The name of the bus that every account has. */
  public static final String DEFAULT = "default";
}
