package dev.headwater.cli;

import java.nio.file.Path;

import dev.headwater.local.LocalCloudException;

/** The template of the customer service: that of the repository whose launcher was called. */
final class CustomerTemplate {
    /** The parameter that switches search on. */
    static final String SEARCH_ENABLED = "SearchEnabled";

    private static final String HOME = "headwater.home";

    private CustomerTemplate() {}

    /** @throws LocalCloudException when something else than the launcher started this JVM */
    static Path file() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new LocalCloudException("There is no template to run: name one with --template,"
                    + " or start with the script headwater.");
        }
        return Path.of(home, "customers", "template.yaml");
    }
}
