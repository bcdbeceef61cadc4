package dev.headwater.dynamodb;

/** A view for tests. */
record Note(String text, String status, long rank) {}
