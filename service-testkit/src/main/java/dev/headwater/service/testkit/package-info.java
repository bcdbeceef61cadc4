/** Tests of whole services: described once, run in memory and on the local cloud. */
@NullMarked
package dev.headwater.service.testkit;

import org.jspecify.annotations.NullMarked;
