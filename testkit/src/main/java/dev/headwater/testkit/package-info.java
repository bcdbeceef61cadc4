/** Specifications, contracts for stores, and a host whose time stands still: for tests. */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;

