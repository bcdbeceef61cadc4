/** Specifications, store contracts and a simulation, for tests. */
module dev.headwater.testkit {
  requires org.slf4j;
  requires transitive dev.headwater.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.headwater.testkit;
  exports dev.headwater.testkit.basket;
  exports dev.headwater.testkit.query;
  exports dev.headwater.testkit.simulation;

  // The tests of the contracts are package-private.
  opens dev.headwater.testkit to
      org.junit.platform.commons;
}
