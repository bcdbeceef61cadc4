/** Unit tests of the write side's parts. Tests that need a domain are in the test kit. */
@NullMarked
package dev.headwater;

import org.jspecify.annotations.NullMarked;
