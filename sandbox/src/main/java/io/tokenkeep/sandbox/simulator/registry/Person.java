package io.tokenkeep.sandbox.simulator.registry;

/**
 * Somebody with a Threads profile. The id exceeds 2^53 and is odd, so that a reader that goes through a double gets
 * another id. A tester is one who accepted the app's tester invitation.
 */
public record Person(long id, String username, String name, boolean isPrivate, boolean isTester) {

    public String idText() {
        return Long.toString(id);
    }

    public Person asPrivate(boolean value) {
        return new Person(id, username, name, value, isTester);
    }

    public Person asTester(boolean value) {
        return new Person(id, username, name, isPrivate, value);
    }
}
