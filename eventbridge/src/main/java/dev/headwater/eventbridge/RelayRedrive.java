package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Failure;
import dev.headwater.relay.EventPublisher;
import dev.headwater.relay.Relay;
import dev.headwater.relay.RelayedBatch;
import dev.headwater.relay.StreamRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redrives what the relay did not publish, one letter after another. */
public final class RelayRedrive implements Redrive {
  private static final Logger LOG = LoggerFactory.getLogger(RelayRedrive.class);

  private final Source source;
  private final EventPublisher publisher;
  private final Host host;

  /**
   * @param source of the commits that letters are about
   */
  public RelayRedrive(Source source, EventPublisher publisher, Host host) {
    this.source = source;
    this.publisher = publisher;
    this.host = host;
  }

  /** Finds the commits that a letter is about. */
  @FunctionalInterface
  public interface Source {
    /**
     * The commits, as records of the table's stream.
     *
     * @throws GoneException if they can no longer be read
     * @throws UnavailableException if the store does not answer
     */
    List<StreamRecord> of(DeadLetter letter) throws GoneException;
  }

  /** What a letter is about cannot be found; the message says what to do instead. */
  public static final class GoneException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message quotes no content
     */
    public GoneException(String message) {
      super(message);
    }
  }

  /** There is no way to know what consumers have received. */
  @Override
  public Set<String> superfluous(List<DeadLetter> letters) {
    return Set.of();
  }

  @Override
  public Result redrive(List<DeadLetter> letters, Instant deadline) {
    Map<String, Failure> failed = new HashMap<>();
    Set<String> later = new HashSet<>();
    Set<ConfigurationFault> faults = new HashSet<>();
    for (DeadLetter letter : letters) {
      String id = letter.messageId();
      try {
        if (!host.clock().instant().isBefore(deadline)
            || !publish(letter, deadline, failed, faults)) {
          later.add(id);
        }
      } catch (GoneException e) {
        failed.put(id, new Failure("gone", String.valueOf(e.getMessage())));
      } catch (UnavailableException e) {
        LOG.warn("Letter {} is left for later: {}", id, e.getMessage());
        later.add(id);
        if (e.configurationFault() != null) {
          faults.add(e.configurationFault());
        }
      }
    }
    failed.keySet().removeAll(later);
    return new Result(failed, later, faults);
  }

  /** False if the bus did not take all of it yet. */
  private boolean publish(
      DeadLetter letter,
      Instant deadline,
      Map<String, Failure> failed,
      Set<ConfigurationFault> faults)
      throws GoneException {
    RelayedBatch batch =
        new Relay(
                publisher,
                (key, reason) -> failed.put(letter.messageId(), DeadLetter.refused(reason)),
                host)
            .relay(source.of(letter), deadline);
    faults.addAll(batch.faults());
    return batch.resumeAt() == null;
  }
}
