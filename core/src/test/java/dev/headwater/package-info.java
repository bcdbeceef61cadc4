/** Tests of the kernel's parts; those that need a domain are in the test kit. */
@NullMarked
package dev.headwater;

import org.jspecify.annotations.NullMarked;
