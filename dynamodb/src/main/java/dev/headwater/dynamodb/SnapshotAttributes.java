package dev.headwater.dynamodb;

import dev.headwater.RecentCommits;
import dev.headwater.Snapshot;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.dynamodb.internal.PlainValues;
import dev.headwater.event.Commit;
import dev.headwater.event.PublishableText;
import dev.headwater.event.StreamId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A snapshot, stored as attributes of the commit that it follows. */
public record SnapshotAttributes<S>(StateFormat<S> format) {
  public static final String STATE = CommitItem.STATE;
  static final String RECENT = CommitItem.RECENT;
  private static final String FINGERPRINT = "fingerprint";
  private static final String VALUE = "value";
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotAttributes.class);

  /**
   * The snapshot's attributes; {@code null} if its text contains an unpaired surrogate, which
   * DynamoDB would not keep. The commit does not need the snapshot.
   */
  @Nullable Map<String, AttributeValue> write(Snapshot<S> snapshot, StreamId stream) {
    Map<String, Object> encoded = format.codec().encode(snapshot.state());
    if (!PublishableText.isUnicode(encoded)) {
      LOG.warn(
          "Stored no state at version {} of stream {}: its text contains an unpaired surrogate",
          snapshot.version(),
          stream);
      return null;
    }
    return write(snapshot, PlainValues.toAttributes(encoded));
  }

  private Map<String, AttributeValue> write(
      Snapshot<S> snapshot, Map<String, AttributeValue> value) {
    Map<String, AttributeValue> state = LinkedHashMap.newLinkedHashMap(2);
    state.put(FINGERPRINT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(fingerprint())));
    state.put(VALUE, AttributeValue.fromM(value));
    Map<String, AttributeValue> attributes = LinkedHashMap.newLinkedHashMap(2);
    attributes.put(STATE, AttributeValue.fromM(state));
    attributes.put(
        RECENT, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(snapshot.recent().toBytes())));
    return attributes;
  }

  /**
   * The snapshot in this commit's item; {@code null} if there is none, if its schema or rules are
   * not the current ones, or if it cannot be read.
   */
  @Nullable Snapshot<S> read(Map<String, AttributeValue> attributes, Commit<?> commit) {
    Attributes item = new Attributes(attributes);
    if (!item.has(STATE)) {
      return null;
    }
    try {
      Attributes state = item.map(STATE);
      if (!Arrays.equals(state.binary(FINGERPRINT), fingerprint())) {
        return null;
      }
      return new Snapshot<>(
          commit.lastVersion(),
          format.codec().decode(PlainValues.toPlain(state.map(VALUE).values())),
          RecentCommits.fromBytes(item.binary(RECENT)));
    } catch (RuntimeException e) {
      // A codec may throw anything. Its message is not logged: it may quote the state.
      LOG.warn(
          "Ignored the state at version {} of stream {}: it cannot be read ({})",
          commit.lastVersion(),
          commit.stream(),
          e.getClass().getName());
      return null;
    }
  }

  private byte[] fingerprint() {
    return ByteBuffer.allocate(Long.BYTES).putLong(format.fingerprint()).array();
  }
}
