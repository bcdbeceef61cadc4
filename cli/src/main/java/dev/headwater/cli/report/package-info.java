/** What is printed: reports of operations, as text and as JSON, and their progress. */
@NullMarked
package dev.headwater.cli.report;

import org.jspecify.annotations.NullMarked;
