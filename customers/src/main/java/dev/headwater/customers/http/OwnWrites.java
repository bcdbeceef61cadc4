package dev.headwater.customers.http;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.dynamodb.views.DynamoDbViewStore;
import dev.headwater.event.EventLog;
import dev.headwater.host.Deadline;
import dev.headwater.host.Host;
import dev.headwater.projection.FreshView;
import dev.headwater.projection.UnreadableViewException;
import dev.headwater.projection.VersionedView;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers as of a version at least, which a command's reply has named: whoever changed a customer
 * reads the change, however far the views are behind. Costs one look-up, and one query of the log
 * when the view is behind or cannot be read.
 */
final class OwnWrites {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWrites.class);

  private final DynamoDbViewStore<CustomerView> views;
  private final FreshView<CustomerView, CustomerEvent> fresh;
  private final Host host = Host.system();

  OwnWrites(DynamoDbViewStore<CustomerView> views, EventLog<CustomerEvent> log) {
    this.views = views;
    this.fresh = new FreshView<>(new CustomerProjection(), log, host);
  }

  /**
   * The customer at this version or a later one.
   *
   * @param deadline after it nothing more is read
   * @throws ProblemException when there is no such version
   * @throws dev.headwater.host.UnavailableException when it cannot be read in time
   */
  VersionedView<CustomerView> read(Seen seen, Instant deadline) {
    Deadline.at(deadline, host).require("look a customer up");
    VersionedView<CustomerView> view = atLeast(seen, deadline);
    if (view.version() < seen.version()) {
      throw new ProblemException(Problem.unknownVersion(view.version()));
    }
    return view;
  }

  /** A stored view that cannot be read is folded anew, whatever version is asked for. */
  private VersionedView<CustomerView> atLeast(Seen seen, Instant deadline) {
    String id = seen.id().value();
    try {
      return fresh.of(id, views.find(id).orElse(VersionedView.absent()), seen.version(), deadline);
    } catch (UnreadableViewException damaged) {
      LOG.error("The log is read instead: {}", damaged.getMessage());
      return fresh.of(id, VersionedView.absent(), Math.max(1, seen.version()), deadline);
    }
  }

  /** A customer, and the version that the reader does not want to read from before. */
  record Seen(CustomerId id, long version) {
    /** Reads {@code <customerId>@<version>}. */
    static Seen parse(String text) {
      int at = text.lastIndexOf('@');
      if (at < 0) {
        throw new IllegalArgumentException("must be <customerId>@<version>");
      }
      return new Seen(
          new CustomerId(text.substring(0, at)), CommandParser.version(text.substring(at + 1)));
    }
  }
}
