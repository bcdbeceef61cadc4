package dev.headwater.local.chaos;

/** What a client gets instead of the reply to a write that succeeded. */
enum LostReply {
  NOT_LOST,
  CONNECTION_CLOSED,
  SERVER_ERROR
}
