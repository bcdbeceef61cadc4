package dev.headwater.local.chaos;

/** What a client gets instead of the reply to a successful write. */
enum LostReply {
  NOT_LOST,
  CONNECTION_CLOSED,
  SERVER_ERROR
}
