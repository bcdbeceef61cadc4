/** The local cloud in tests with JUnit. */
@NullMarked
package dev.headwater.local.junit;

import org.jspecify.annotations.NullMarked;
