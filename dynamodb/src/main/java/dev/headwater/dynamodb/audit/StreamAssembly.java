package dev.headwater.dynamodb.audit;

import dev.headwater.audit.FoldedStream;
import dev.headwater.audit.LogFold;
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
 * Puts streams together from the items of one segment. A scan brings the items of a stream one
 * after another and mostly in order, but nothing that AWS documents says so: whatever does not
 * follow is taken from the log.
 */
final class StreamAssembly<A, E> {
  private final DynamoDbEventLog<E> decoder;
  private final LogFold<A, E> log;
  private final StreamFold<A, E> fold;
  private final StreamVisitor<A> visitor;
  private @Nullable Open<A> open;

  StreamAssembly(DynamoDbEventLog<E> decoder, LogFold<A, E> log, StreamVisitor<A> visitor) {
    this.decoder = decoder;
    this.log = log;
    this.fold = log.fold();
    this.visitor = visitor;
  }

  /** Takes the next item; one that is not a commit is passed over. */
  void add(Map<String, AttributeValue> attributes) {
    Attributes item = new Attributes(attributes);
    String partition = item.string(CommitItem.PK);
    String sort = item.string(CommitItem.SK);
    if (CommitItem.isInReach(sort)) {
      StreamId stream = parsed(partition, () -> StreamId.parse(partition));
      if (stream != null) {
        addCommit(stream, attributes);
      }
    } else if (sort.startsWith(CommitItem.SORT_PREFIX)) {
      visitor.unreadable(partition, "it has an item whose key is no version's");
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
    if (current == null || !current.folded.stream().equals(stream)) {
      end();
      current = new Open<>(new FoldedStream<>(stream, 0, fold.begin(stream)), false);
    }
    open = current.torn ? current : current.with(read(stream, item), fold);
  }

  /** Without a commit that cannot be read: reading the log will tell why. */
  private @Nullable Commit<E> read(StreamId stream, Map<String, AttributeValue> item) {
    try {
      return decoder.decode(stream, item);
    } catch (UnreadableEventException toldByTheLog) {
      return null;
    }
  }

  /** Hands on the last stream. */
  void end() {
    Open<A> last = open;
    open = null;
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
   * The stream whose items are coming.
   *
   * @param torn whether something did not follow, so that nothing more of it is folded here
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
