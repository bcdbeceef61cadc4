package dev.headwater.dynamodb;

import dev.headwater.RecentCommits;
import dev.headwater.Snapshot;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.internal.Attributes;
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

/** A snapshot as attributes of the item of the commit that it follows. */
public record SnapshotAttributes<S>(StateFormat<S> format) {
  public static final String STATE = "state";
  static final String RECENT = "recent";
  private static final String FINGERPRINT = "fingerprint";
  private static final String VALUE = "value";
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotAttributes.class);

  /**
   * The snapshot's attributes; {@code null} when its text has half of a surrogate pair, which
   * DynamoDB would not keep as it is. The commit does not depend on it.
   */
  @Nullable Map<String, AttributeValue> write(Snapshot<S> snapshot, StreamId stream) {
    Map<String, Object> encoded = format.codec().encode(snapshot.state());
    if (!PublishableText.isUnicode(encoded)) {
      LOG.warn(
          "No state is kept at version {} of stream {}: a text of it has half of a"
              + " surrogate pair",
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
   * The snapshot in the item of this commit; {@code null} when there is none, when it is not of
   * today's schema and rules, or when it cannot be read.
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
      // Whatever a codec throws; not its message, which may quote the state.
      LOG.warn(
          "Passed over the state at version {} of stream {}, which cannot be read ({})",
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
