package io.tokenkeep.simulator.threads;

import io.tokenkeep.simulator.oauth.MeEndpoint.Node;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Profiles;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Threads' profile of a person. The id is a string here, although a code exchange returns it as a number. */
final class ThreadsUser {
    static final Node NODE = new Node(
            "ThreadsUser",
            Map.of(
                    "id",
                    Person::idText,
                    "username",
                    Person::username,
                    "name",
                    Person::name,
                    "threads_profile_picture_url",
                    person -> Profiles.picture(person.username()),
                    "threads_biography",
                    person -> "A person who exists in a simulator only.",
                    "is_verified",
                    person -> false),
            UnaryOperator.identity());

    private ThreadsUser() {}
}
