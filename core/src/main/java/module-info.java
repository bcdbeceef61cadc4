/** Deciders, commands, the event log, projections and the relay. */
module dev.headwater.core {
  requires org.slf4j;
  requires transitive org.jspecify;

  exports dev.headwater;
  exports dev.headwater.audit;
  exports dev.headwater.audit.claims;
  exports dev.headwater.event;
  exports dev.headwater.host;
  exports dev.headwater.projection;
  exports dev.headwater.query;
  exports dev.headwater.relay;
}
