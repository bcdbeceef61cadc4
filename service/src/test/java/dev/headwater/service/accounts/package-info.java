/** A service with two aggregates, for the tests of this module. */
@NullMarked
package dev.headwater.service.accounts;

import org.jspecify.annotations.NullMarked;
