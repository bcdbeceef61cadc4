/**
 * The measuring tools: rounds, samples, comparisons, goals and reports, and the servers, clients
 * and sample data that the benchmarks share.
 */
@NullMarked
package dev.headwater.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
