/**
 * Contracts of the ports through which views are read. The test of an adapter implements {@link
 * dev.headwater.testkit.query.ViewReaderContract} or {@link
 * dev.headwater.testkit.query.SearchIndexContract}.
 */
@NullMarked
package dev.headwater.testkit.query;

import org.jspecify.annotations.NullMarked;
