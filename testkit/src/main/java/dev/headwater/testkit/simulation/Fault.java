package dev.headwater.testkit.simulation;

/** What can go wrong in a simulation. */
public enum Fault {
  /** A request to a store never arrives; its caller cannot tell. */
  LOST_REQUEST,
  /** A store carries a write out, and its reply is lost. */
  LOST_REPLY,
  /** A write arrives long after its caller gave up waiting; of several views, any of them do. */
  LATE_WRITE,
  /** A store answers when the time of the caller, a function or a command, is over. */
  TIMEOUT,
  /** A store refuses a request for now. */
  THROTTLE,
  /** The bus leaves an event of a call out, and says so. */
  PARTIAL_PUBLISH,
  /** A message is delivered twice. */
  DUPLICATE,
  /** A message comes late. */
  DELAY,
  /** A message overtakes others. */
  REORDER,
  /** A message is never delivered. */
  DROP,
  /** A function or a host dies between two steps, before or after an effect. */
  CRASH,
  /** A host's clock jumps, forwards or backwards. */
  CLOCK_JUMP,
  /** A list shows views of the past, and so does a look-up. */
  INDEX_LAG,
  /** The projector cannot read an event, until it is mended. */
  POISON
}
