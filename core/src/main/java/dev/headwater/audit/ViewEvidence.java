package dev.headwater.audit;

import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.StreamId;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Projector;
import dev.headwater.projection.ViewDefinition;
import dev.headwater.projection.ViewStore;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What views are judged against: the events of their streams. */
record ViewEvidence<V, E>(
    AuditSource<E> source, ViewDefinition<V, E> definition, EventCodec<E> codec, Host host) {
  /** An aggregate's stream; {@code null} if no stream can have this id. */
  @Nullable StreamId stream(String id) {
    try {
      return new StreamId(definition.category(), id);
    } catch (IllegalArgumentException impossible) {
      return null;
    }
  }

  EventLog<E> log() {
    return source.log();
  }

  /**
   * The view as of now and as of an earlier version.
   *
   * @throws UnreadableEventException if the stream cannot be read
   */
  FoldedView<V> fold(String id, long earlier) {
    StreamId stream = stream(id);
    return stream == null
        ? FoldedView.none()
        : new LogFold<>(source.log(), new ViewFold<>(definition, earlier)).fold(stream).folded();
  }

  /**
   * The given ids whose aggregates exist.
   *
   * @throws UnavailableException if the store does not answer after several tries
   */
  Set<String> existing(Collection<String> ids) {
    return source
        .existing(ids.stream().map(this::stream).filter(Objects::nonNull).toList())
        .stream()
        .map(StreamId::id)
        .collect(Collectors.toSet());
  }

  /** A projector of these views, from the same log. */
  Projector<V, E> projector(ViewStore<V> views) {
    return new Projector<>(definition, codec, log(), views, host);
  }

  /** Makes a call to a view store that is safe to repeat. */
  <T> T call(Supplier<T> call) {
    return new PatientCalls(host).call(call);
  }
}
