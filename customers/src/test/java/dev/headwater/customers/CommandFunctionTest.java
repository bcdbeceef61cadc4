package dev.headwater.customers;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Starts that are refused before anything is asked of AWS. */
class CommandFunctionTest {
    private final Map<String, String> environment = new HashMap<>(Map.of("AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "COMMAND_TABLE", "events",
            "UNIQUE_EMAIL", "true", "CLAIM_SECRET", "fifteen letters"));

    @Test
    void needs_a_long_secret_while_emails_are_unique() {
        assertRefused("The environment variable CLAIM_SECRET needs at least 16 characters while"
                + " UNIQUE_EMAIL is true: template.yaml takes it from the parameter ClaimSecret");
        environment.remove("CLAIM_SECRET");
        assertRefused("The environment variable CLAIM_SECRET needs at least 16 characters while"
                + " UNIQUE_EMAIL is true: template.yaml takes it from the parameter ClaimSecret");
    }

    @Test
    void needs_to_know_whether_emails_are_unique() {
        environment.put("UNIQUE_EMAIL", "yes");
        assertRefused("The environment variable UNIQUE_EMAIL must be true or false");
        environment.remove("UNIQUE_EMAIL");
        assertRefused("The environment variable UNIQUE_EMAIL is not set: template.yaml sets it"
                + " for this function");
    }

    private void assertRefused(String message) {
        assertThatIllegalStateException().isThrownBy(() -> new CommandFunction(environment))
                .withMessage(message);
    }
}
