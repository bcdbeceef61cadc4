package dev.headwater.local.tables;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A read that serves all who wait for one: each goes on after a read that began when it was already
 * waiting. One read at a time is under way, so that under load few serve many.
 */
final class SharedRead {
    private final Read read;
    /** Fair: who asks before a read ends is served by the next one. */
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition ended = lock.newCondition();
    private long begun;
    private long finished;
    private @Nullable IOException failure;
    private boolean isUnderWay;

    /** What is done for all. */
    interface Read {
        void run() throws IOException;
    }

    SharedRead(Read read) {
        this.read = read;
    }

    /**
     * Returns after a read that began after this. Waits for two reads at most, the one that is under
     * way and the next.
     *
     * @throws IOException when that read failed, for each of those that it was for
     */
    void await() throws IOException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (finished < needed) {
                if (isUnderWay) {
                    ended.awaitUninterruptibly();
                } else {
                    takeTurn();
                }
            }
            if (failure != null) {
                throw new IOException("The read that all waited for failed", failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the lock up for as long as the read takes. */
    private void takeTurn() {
        long number = ++begun;
        isUnderWay = true;
        lock.unlock();
        @Nullable
        IOException failed = new IOException("It broke off");
        try {
            read.run();
            failed = null;
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
            failure = failed;
            finished = number;
            isUnderWay = false;
            ended.signalAll();
        }
    }
}
