package dev.headwater.local.template;

/** An EventBridge event bus. */
public record BusDeclaration(String logicalId, String name) {}
