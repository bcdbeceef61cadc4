package dev.headwater.eventbridge;

import dev.headwater.StreamRecord.ItemKey;
import dev.headwater.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(Queues.class)
class SqsParkedCommitsTest {
    private static final ItemKey KEY = new ItemKey("NOTE#a", "EVENT#0000000001");
    private final Queues.Queue queue;

    SqsParkedCommitsTest(Queues.Queue queue) {
        this.queue = queue;
    }

    @Test
    void a_parked_commit_is_its_key_and_the_reason() {
        new SqsParkedCommits(queue.client(), queue.url()).park(KEY, "MalformedDetail");

        assertThat(queue.receive()).extracting(Message::body)
                .containsExactly("{\"PK\":\"NOTE#a\",\"SK\":\"EVENT#0000000001\","
                        + "\"reason\":\"MalformedDetail\"}");
    }

    @Test
    void says_when_it_could_not() {
        SqsParkedCommits nowhere = new SqsParkedCommits(queue.client(), queue.url() + "-gone");

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> nowhere.park(KEY, "MalformedDetail"));
    }
}
