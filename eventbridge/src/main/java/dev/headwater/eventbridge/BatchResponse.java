package dev.headwater.eventbridge;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * The answer of a function to an event source mapping that reports failures by item ({@code
 * ReportBatchItemFailures}): {@code {"batchItemFailures":[{"itemIdentifier":"…"}]}}.
 */
public final class BatchResponse {
  private BatchResponse() {}

  /**
   * Writes which items to deliver again; none if the whole batch was handled.
   *
   * @param itemIdentifiers sequence numbers of a stream, or message ids of a queue
   */
  public static void write(OutputStream answer, Collection<String> itemIdentifiers)
      throws IOException {
    String failures =
        itemIdentifiers.stream()
            .map(identifier -> "{\"itemIdentifier\":\"" + escape(identifier) + "\"}")
            .collect(Collectors.joining(","));
    answer.write(("{\"batchItemFailures\":[" + failures + "]}").getBytes(StandardCharsets.UTF_8));
  }

  /** AWS's identifiers need no escaping; this keeps the answer valid JSON even if one did. */
  private static String escape(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                c < ' ' || c == '"' || c == '\\'
                    ? "\\u" + HexFormat.of().toHexDigits((char) c)
                    : Character.toString(c))
        .collect(Collectors.joining());
  }
}
