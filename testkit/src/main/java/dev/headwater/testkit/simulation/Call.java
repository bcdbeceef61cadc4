package dev.headwater.testkit.simulation;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A command and its answer.
 *
 * @param versionBefore the stream's version when the command was sent
 * @param commitsBefore the number of commits in all streams at that time
 * @param outcome {@code null} if there was no answer
 * @param mayHaveTakenEffect what the failure reported, if there was no answer
 */
record Call<C, E, R>(
    CommandRequest<C> request,
    long versionBefore,
    int commitsBefore,
    @Nullable Outcome<E, R> outcome,
    boolean mayHaveTakenEffect) {}
