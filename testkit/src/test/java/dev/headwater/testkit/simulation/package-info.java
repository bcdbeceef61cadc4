@NullMarked
package dev.headwater.testkit.simulation;

import org.jspecify.annotations.NullMarked;

