package dev.headwater.testkit.simulation;

/** What can go wrong in a simulation. */
public enum Fault {
  /** A request to a store never arrives; the caller cannot know. */
  LOST_REQUEST,
  /** A store executes a write, but its reply is lost. */
  LOST_REPLY,
  /** A write, or part of a write of several views, arrives long after the caller gave up. */
  LATE_WRITE,
  /** A store answers after the deadline of the calling function or command. */
  TIMEOUT,
  /** A store refuses a request temporarily. */
  THROTTLE,
  /** The bus rejects one event of a call, and reports it. */
  PARTIAL_PUBLISH,
  /** A message is delivered twice. */
  DUPLICATE,
  /** A message arrives late. */
  DELAY,
  /** A message overtakes others. */
  REORDER,
  /** A message is never delivered. */
  DROP,
  /** A function or a host dies between two steps, before or after an effect. */
  CRASH,
  /** A host's clock jumps, forwards or backwards. */
  CLOCK_JUMP,
  /** A list or a look-up returns an old view. */
  INDEX_LAG,
  /** The projector cannot read an event until the event is repaired. */
  POISON
}
