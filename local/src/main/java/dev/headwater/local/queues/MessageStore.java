package dev.headwater.local.queues;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.OwnerOnly;
import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the messages of {@link DurableQueues}, each in a file {@code <queue>/<id>.json}. A file
 * appears at once and complete, and is gone when its message is, so the folder is never larger than
 * what the queues hold. Files are not synced: they survive the process, but after a power failure
 * the newest may be missing or damaged.
 *
 * <p><b>Moves.</b> ElasticMQ reports a message that it moves from one queue to another like one
 * that a client deletes, and in no certain order with its arrival. So a file is deleted only while
 * a client's request deletes the message ({@link #deleting}), from whichever queue. A message that
 * is redriven to a queue in memory therefore keeps its file until it is handled.
 *
 * <p><b>A full disk.</b> A message that cannot be written is kept in memory and tried again with
 * the next one, and by {@link #unsavedQueues}.
 */
final class MessageStore {
  private static final Logger LOG = LoggerFactory.getLogger(MessageStore.class);
  private static final String SUFFIX = ".json";
  private static final String DRAFT = ".new";

  /** Escapes, because UTF-8 cannot express half of a surrogate pair. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final DurableQueues queues;
  private final Consumer<String> onSaved;

  private final Map<String, Stored> stored = new HashMap<>();

  private final Map<String, Unsaved> unsaved = new LinkedHashMap<>();
  private final Set<String> deleting = ConcurrentHashMap.newKeySet();
  private boolean failing;

  /** What the file of a message says. */
  private record Stored(String queue, int receiveCount) {}

  private record Unsaved(String queue, StoredMessage message) {}

  /**
   * @param onSaved gets the ids of messages that now survive the process
   */
  MessageStore(DurableQueues queues, Consumer<String> onSaved) {
    this.queues = queues;
    this.onSaved = onSaved;
  }

  /**
   * What was stored of a queue, durable or not: it may have been so in an earlier run. Files that
   * cannot be read stay where they are.
   *
   * @throws LocalCloudException when the folder cannot be read
   */
  synchronized List<StoredMessage> read(String queue) {
    List<StoredMessage> messages = new ArrayList<>();
    for (Path draft : files(queue, DRAFT)) {
      deleteFile(draft);
    }
    for (Path file : files(queue, SUFFIX)) {
      try {
        StoredMessage message = JSON.readValue(Files.readAllBytes(file), StoredMessage.class);
        stored.put(message.id(), new Stored(queue, message.receiveCount()));
        messages.add(message);
      } catch (JacksonException e) {
        LOG.warn("Cannot read the message {}: it is ignored, and stays there", file);
      } catch (IOException e) {
        throw unusable(e);
      }
    }
    return messages;
  }

  /** A line on each stored queue that is none of these. */
  List<String> notes(Collection<String> declared) {
    if (Files.notExists(queues.folder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(queues.folder())) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(queue -> !declared.contains(queue))
          .sorted()
          .filter(queue -> !files(queue, SUFFIX).isEmpty())
          .map(
              queue ->
                  "keeping the messages of %s, which the template no longer declares: to drop them,"
                          .formatted(queue)
                      + " stop and delete "
                      + queues.folder().resolve(queue))
          .toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private List<Path> files(String queue, String suffix) {
    Path folder = queues.folder().resolve(queue);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  boolean isDurable(String queue) {
    return queues.names().contains(queue);
  }

  /** Stores a message that has entered a durable queue. */
  synchronized void add(String queue, StoredMessage message) {
    unsaved.put(message.id(), new Unsaved(queue, message));
    saveAll();
  }

  /**
   * Stores how often a message was received; if that fails, the file stays as it was. Visibility is
   * not stored: after a restart, every message is visible.
   */
  synchronized void update(String queue, StoredMessage message) {
    Stored before = stored.get(message.id());
    if (before != null
        && before.queue().equals(queue)
        && before.receiveCount() != message.receiveCount()) {
      save(queue, message);
    }
  }

  /** Forgets a message that has left a queue, if it was deleted. */
  synchronized void removed(String id) {
    if (deleting.contains(id)) {
      delete(id);
    }
  }

  /** Call before a client's request deletes messages. */
  void deleting(Set<String> ids) {
    deleting.addAll(ids);
  }

  /** Call when that request is answered. */
  void deleted(Set<String> ids) {
    deleting.removeAll(ids);
  }

  synchronized boolean isUnsaved(String id) {
    return unsaved.containsKey(id);
  }

  /** The queues with messages that cannot be stored at the moment. */
  synchronized Set<String> unsavedQueues() {
    saveAll();
    Set<String> names = new TreeSet<>();
    unsaved.values().forEach(message -> names.add(message.queue()));
    return names;
  }

  /** The messages of a queue that have arrived here. */
  synchronized List<String> ids(String queue) {
    return Stream.concat(
            stored.entrySet().stream()
                .filter(message -> message.getValue().queue().equals(queue))
                .map(Map.Entry::getKey),
            unsaved.values().stream()
                .filter(waiting -> waiting.queue().equals(queue))
                .map(waiting -> waiting.message().id()))
        .toList();
  }

  /** Forgets messages of a queue that was purged or deleted. */
  synchronized void deleteAll(Collection<String> ids) {
    ids.forEach(this::delete);
  }

  /** Stops at the first failure, because the others would fail, too. */
  private void saveAll() {
    Iterator<Unsaved> next = unsaved.values().iterator();
    while (next.hasNext()) {
      Unsaved waiting = next.next();
      if (!save(waiting.queue(), waiting.message())) {
        return;
      }
      next.remove();
      onSaved.accept(waiting.message().id());
    }
  }

  private boolean save(String queue, StoredMessage message) {
    Path folder = queues.folder().resolve(queue);
    Path draft = folder.resolve(message.id() + DRAFT);
    try {
      OwnerOnly.makeFolder(folder);
      Files.write(draft, JSON.writeValueAsBytes(message));
      Files.move(
          draft,
          file(queue, message.id()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      if (!failing) {
        LOG.error(
            "Cannot store messages of {}: free some space on the disk of the data folder",
            queue,
            RedactedException.of(e));
      }
      failing = true;
      return false;
    }
    failing = false;
    Stored before = stored.put(message.id(), new Stored(queue, message.receiveCount()));
    if (before != null && !before.queue().equals(queue)) {
      deleteFile(file(before.queue(), message.id()));
    }
    return true;
  }

  private void delete(String id) {
    unsaved.remove(id);
    Stored message = stored.remove(id);
    if (message != null) {
      deleteFile(file(message.queue(), id));
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: its message will be back", file, RedactedException.of(e));
    }
  }

  private Path file(String queue, String id) {
    return queues.folder().resolve(queue).resolve(id + SUFFIX);
  }

  private LocalCloudException unusable(IOException cause) {
    return new LocalCloudException(
        "Cannot read the stored messages in %s: check the folder's permissions."
            .formatted(queues.folder()),
        cause);
  }
}
