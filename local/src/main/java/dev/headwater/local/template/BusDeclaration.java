package dev.headwater.local.template;

/** An EventBridge event bus. */
public record BusDeclaration(String logicalId, String name) {
  /** The bus that exists in every account. */
  public static final String DEFAULT = "default";
}
