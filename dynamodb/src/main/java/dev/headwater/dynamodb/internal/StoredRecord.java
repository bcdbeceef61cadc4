package dev.headwater.dynamodb.internal;

import dev.headwater.host.RedactedException;
import dev.headwater.relay.StreamRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes records for a relay from items of the events table. */
public final class StoredRecord {
  private StoredRecord() {}

  /** A commit's key by attribute name, in the order in which it is parked. */
  public static Map<String, String> key(String partition, String sort) {
    Map<String, String> key = new LinkedHashMap<>();
    key.put(CommitItem.PK, partition);
    key.put(CommitItem.SK, sort);
    return Collections.unmodifiableMap(key);
  }

  /**
   * The record of an item that was stored.
   *
   * @param item throws {@link IllegalArgumentException} if it is malformed
   */
  public static StreamRecord of(
      String sequenceNumber, Map<String, String> key, Supplier<Map<String, AttributeValue>> item) {
    Map<String, AttributeValue> attributes;
    try {
      attributes = item.get();
      if (ImportMark.isSkipped(attributes)) {
        return new StreamRecord.Skipped(sequenceNumber, key);
      }
    } catch (IllegalArgumentException e) {
      return malformed(sequenceNumber, key, e);
    }
    return committed(sequenceNumber, key, () -> attributes);
  }

  /** The commit of an item as the table has it, also one that a relay skips. */
  public static StreamRecord of(Map<String, AttributeValue> item) {
    Attributes attributes = new Attributes(item);
    String partition = attributes.string(CommitItem.PK);
    String sort = attributes.string(CommitItem.SK);
    return committed(partition + ' ' + sort, key(partition, sort), () -> item);
  }

  private static StreamRecord committed(
      String sequenceNumber, Map<String, String> key, Supplier<Map<String, AttributeValue>> item) {
    try {
      return new StreamRecord.Committed(sequenceNumber, key, CommitItem.read(item.get()));
    } catch (IllegalArgumentException e) {
      return malformed(sequenceNumber, key, e);
    }
  }

  private static StreamRecord malformed(
      String sequenceNumber, Map<String, String> key, IllegalArgumentException reason) {
    return new StreamRecord.Malformed(
        sequenceNumber, key, "not a commit: " + RedactedException.reason(reason));
  }
}
