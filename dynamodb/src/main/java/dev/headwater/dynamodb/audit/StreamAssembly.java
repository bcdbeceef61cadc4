package dev.headwater.dynamodb.audit;

import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.LogFold;
import dev.headwater.audit.ScanPosition.Item;
import dev.headwater.audit.ScanPosition.Segment;
import dev.headwater.audit.StreamFold;
import dev.headwater.audit.StreamVisitor;
import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.internal.Attributes;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.RedactedException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Assembles streams from the items of one segment. In practice, a scan returns the items of a
 * stream together and mostly in order, but AWS does not document that. A stream whose items do not
 * follow one another is read from the log.
 */
final class StreamAssembly<A, E> {
  private final DynamoDbEventLog<E> decoder;
  private final LogFold<A, E> log;
  private final StreamFold<A, E> fold;
  private final StreamVisitor<A> visitor;
  private final Segment start;
  private @Nullable Open<A> open;

  /** The last item of a stream that was passed on. */
  private @Nullable Item passed;

  /** The last item that was added. */
  private @Nullable Item added;

  /**
   * @param segment whose items come, from where it goes on
   */
  StreamAssembly(
      DynamoDbEventLog<E> decoder, LogFold<A, E> log, StreamVisitor<A> visitor, Segment segment) {
    this.start = segment;
    this.passed = segment.after();
    this.added = segment.after();
    this.decoder = decoder;
    this.log = log;
    this.fold = log.fold();
    this.visitor = visitor;
  }

  /** Adds the next item; ignores one that is not a commit. */
  void add(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    String partition = item.string(CommitItem.PK);
    String sort = item.string(CommitItem.SK);
    if (open != null && !open.folded.stream().toString().equals(partition)) {
      end();
    }
    added = new Item(partition, sort);
    if (CommitItem.isInReach(sort)) {
      StreamId stream = parsed(partition, () -> StreamId.parse(partition));
      if (stream != null) {
        addCommit(stream, attributes);
      }
    } else if (sort.startsWith(CommitItem.SORT_PREFIX)) {
      visitor.unreadable(partition, "it has an item whose sort key is not a version");
    }
  }

  private <T> @Nullable T parsed(String partition, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      visitor.unreadable(partition, RedactedException.reason(e));
      return null;
    }
  }

  private void addCommit(StreamId stream, Map<String, AttributeValue> item) {
    Open<A> current = open;
    if (current == null) {
      current = new Open<>(new FoldedStream<>(stream, 0, fold.begin(stream)), false);
    }
    open = current.torn ? current : current.with(read(stream, item), fold);
  }

  /** {@code null} if the commit cannot be read: the log then says why. */
  private @Nullable Commit<E> read(StreamId stream, Map<String, AttributeValue> item) {
    try {
      return decoder.decode(stream, item);
    } catch (UnreadableEventException reportedByTheLog) {
      return null;
    }
  }

  /** Whether a later slice has less to do. */
  boolean hasAdvanced() {
    return !position().equals(start);
  }

  /** Where the segment goes on, if the stream that is being assembled is dropped. */
  Segment position() {
    return new Segment(start.number(), open == null ? added : passed);
  }

  /** Passes the last stream to the visitor. */
  void end() {
    Open<A> last = open;
    open = null;
    passed = added;
    if (last == null) {
      return;
    }
    if (!last.torn) {
      visitor.stream(last.folded);
      return;
    }
    StreamId stream = last.folded.stream();
    FoldedStream<A> whole;
    try {
      whole = log.fold(stream);
    } catch (UnreadableEventException e) {
      visitor.unreadable(stream.toString(), String.valueOf(e.getMessage()));
      return;
    }
    visitor.stream(whole);
  }

  /**
   * The stream that is being assembled.
   *
   * @param torn whether an item did not follow the one before; the stream is then read from the log
   */
  private record Open<A>(FoldedStream<A> folded, boolean torn) {
    <E> Open<A> with(@Nullable Commit<E> commit, StreamFold<A, E> fold) {
      if (commit == null || commit.firstVersion() != folded.version() + 1) {
        return new Open<>(folded, true);
      }
      return new Open<>(
          new FoldedStream<>(
              folded.stream(), commit.lastVersion(), fold.add(folded.folded(), commit)),
          false);
    }
  }
}
