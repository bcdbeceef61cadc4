package dev.headwater.local.functions;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.headwater.local.LocalCloudException;
import dev.headwater.local.RedactedException;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.Stack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Knows whether the last stop lost nothing, and says so of this one. Queues lose their messages
 * with the process; so how far the streams were read is kept only when every queue, dead-letter
 * queues included, is empty at the end, and nothing that was accepted is {@link #lost}. After any
 * other end the next start reads the streams again from their trim horizon, which makes good what
 * is lost.
 *
 * <p>Close this after all that may still send to a queue, and before the queues. One gap is left: a
 * message that a client of its own sends straight to a queue between the last look and the queue's
 * end.
 */
public final class CleanStop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanStop.class);

    private final Set<String> queueNames;
    private final LocalSqs queues;
    private final @Nullable CheckpointFile file;
    private final Optional<Checkpoint> resumed;
    private final boolean first;
    private final String reason;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable Checkpoint> reached = new AtomicReference<>();
    private final AtomicBoolean lost = new AtomicBoolean();

    private CleanStop(Stack stack, LocalSqs queues, @Nullable CheckpointFile file) {
        this.queueNames = stack.queues()
                .stream()
                .map(QueueDeclaration::queueName)
                .collect(Collectors.toUnmodifiableSet());
        this.queues = queues;
        this.file = file;
        this.resumed = file == null ? Optional.empty() : file.read();
        this.first = file == null || file.isFirstRun();
        this.reason = file == null ? "" : file.reason();
    }

    /**
     * Reads the checkpoint of the last run. It stays until {@link EventSources} begin, so that a
     * start that fails before them leaves all as it was.
     *
     * @param checkpointFile {@code null} when nothing outlives this run
     * @throws LocalCloudException when the file cannot be read
     */
    public static CleanStop of(Stack stack, LocalSqs queues, @Nullable Path checkpointFile) {
        return new CleanStop(stack, queues,
                checkpointFile == null ? null : new CheckpointFile(checkpointFile));
    }

    /** Whether this run reads the streams again, because the last one left no checkpoint for it. */
    public boolean replays() {
        return !first && resumed.isEmpty();
    }

    /** Why the last run left no checkpoint, when this one {@link #replays}. */
    public String reason() {
        return reason;
    }

    /** Something that was accepted will not arrive: this stop is not a clean one. */
    public void lost() {
        lost.set(true);
    }

    /**
     * From now on functions see events: the checkpoint is there again only after a clean stop.
     *
     * @throws LocalCloudException when the file cannot be removed
     */
    void begin() {
        if (file != null) {
            file.take();
            begun.set(true);
        }
    }

    Checkpoint resumed() {
        return resumed.orElse(Checkpoint.NONE);
    }

    /** Whether no run was here before; always when nothing outlives this one. */
    boolean isFirstRun() {
        return first;
    }

    /** Whether this run leaves something behind, so that its end is worth waiting for. */
    boolean matters() {
        return file != null;
    }

    /** The event source mappings have stopped, with all before this settled. */
    void reached(Checkpoint checkpoint) {
        reached.set(checkpoint);
    }

    boolean queuesAreEmpty() {
        return areEmpty(queueNames);
    }

    boolean areEmpty(Set<String> names) {
        return names.stream().allMatch(queues::isEmpty);
    }

    Set<String> queueNames() {
        return queueNames;
    }

    @Override
    public void close() {
        if (file == null || !begun.get()) {
            return;
        }
        try {
            save(file);
        } catch (SdkException e) {
            LOG.warn("The queues do not answer: the next start reads the streams again",
                    RedactedException.of(e));
            saveReason(file, "the queues did not answer at its end");
        } catch (LocalCloudException e) {
            LOG.warn("No checkpoint is kept: the next start reads the streams again",
                    RedactedException.of(e));
        }
    }

    private static void saveReason(CheckpointFile target, String reason) {
        try {
            target.saveReason(reason);
        } catch (LocalCloudException e) {
            LOG.warn("Nor is it kept why", RedactedException.of(e));
        }
    }

    private void save(CheckpointFile target) {
        Checkpoint checkpoint = reached.get();
        if (checkpoint == null) {
            target.saveReason("calls of functions did not end in time");
        } else if (lost.get()) {
            target.saveReason("events or calls that were accepted could not be delivered");
        } else {
            List<String> left = queueNames.stream()
                    .filter(name -> !queues.isEmpty(name))
                    .sorted()
                    .toList();
            if (left.isEmpty()) {
                target.save(checkpoint);
            } else {
                target.saveReason("messages were left in " + String.join(", ", left)
                        + ": queues are in memory only");
            }
        }
    }
}
