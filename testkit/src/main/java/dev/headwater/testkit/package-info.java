/**
 * Specifications of deciders and projections, contracts for stores, and a manual clock and host,
 * for the tests of services and stores. Stores implement the public contracts.
 */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;
