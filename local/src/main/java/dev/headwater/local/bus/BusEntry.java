package dev.headwater.local.bus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@code PutEvents} call, as the client sent it; {@code null} where it sent nothing.
 *
 * @param detail JSON
 * @param busName a name or an ARN
 */
public record BusEntry(
    @Nullable String source,
    @Nullable String detailType,
    @Nullable String detail,
    List<String> resources,
    @Nullable Instant time,
    @Nullable String busName) {
  private static final int TIME_BYTES = 14;

  public BusEntry {
    resources = List.copyOf(resources);
  }

  /** The entry's size, counted as EventBridge does. */
  int sizeBytes() {
    int size = time == null ? 0 : TIME_BYTES;
    for (String resource : resources) {
      size += bytes(resource);
    }
    return size + bytes(source) + bytes(detailType) + bytes(detail);
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
