/** Reports of verify and claims, as text and as JSON. */
@NullMarked
package dev.headwater.cli.report;

import org.jspecify.annotations.NullMarked;
