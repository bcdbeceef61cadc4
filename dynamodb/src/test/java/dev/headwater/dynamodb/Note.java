package dev.headwater.dynamodb;

/** A view for tests. */
public record Note(String text, String status, long rank) {}
