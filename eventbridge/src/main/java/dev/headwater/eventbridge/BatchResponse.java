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
   * Writes which items are to be delivered again; none for a batch that is done with.
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

  /** AWS's identifiers need no escape; this keeps the answer JSON whatever comes. */
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
