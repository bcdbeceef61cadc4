package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import java.util.Optional;

/** A service behind a {@link ChaosFront}: classifies its requests and words its errors. */
sealed interface FrontedService permits AwsService, OpenSearchService {
  /** A data operation; faults strike no other requests. */
  enum Operation {
    READ,
    WRITE,
    /** A write of several items, each with a result of its own. */
    BULK
  }

  /** Empty if the request is not a data operation. */
  Optional<Operation> operation(HttpCall request);

  /** An error that says that the request was rejected and had no effect. */
  HttpReply throttled();

  /** An error that leaves open whether the request had an effect. */
  HttpReply failed();
}
