/**
 * For the tests of services and stores: specifications of deciders and projections, contracts for
 * stores, and a manual clock and host. The test of a store implements one of the contracts.
 */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;
