package dev.headwater.testkit.simulation;

import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A command that was sent, and what came back.
 *
 * @param versionBefore the stream's version when it was sent
 * @param commitsBefore how many commits there were then, of all streams
 * @param outcome {@code null} when there was no answer
 * @param mayHaveTakenEffect what the failure said when there was none
 */
record Call<C, E, R>(
    CommandRequest<C> request,
    long versionBefore,
    int commitsBefore,
    @Nullable Outcome<E, R> outcome,
    boolean mayHaveTakenEffect) {}
