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
    return readable(
        sequenceNumber,
        key,
        () -> {
          Map<String, AttributeValue> attributes = item.get();
          return ImportMark.isSkipped(attributes)
              ? new StreamRecord.Skipped(sequenceNumber, key)
              : new StreamRecord.Committed(sequenceNumber, key, CommitItem.read(attributes));
        });
  }

  /** The commit of an item as the table has it, also one that a relay skips. */
  public static StreamRecord of(Map<String, AttributeValue> item) {
    Attributes attributes = new Attributes(item);
    String partition = attributes.string(CommitItem.PK);
    String sort = attributes.string(CommitItem.SK);
    String number = partition + ' ' + sort;
    Map<String, String> key = key(partition, sort);
    return readable(
        number, key, () -> new StreamRecord.Committed(number, key, CommitItem.read(item)));
  }

  private static StreamRecord readable(
      String sequenceNumber, Map<String, String> key, Supplier<StreamRecord> record) {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      return new StreamRecord.Malformed(
          sequenceNumber, key, "not a commit: " + RedactedException.reason(e));
    }
  }
}
