package io.tokenkeep.simulator.registry;

/**
 * A person with an account at Meta, with the same id in every product. The id exceeds 2^53 and is odd, so that a
 * reader that converts it to a double gets another id. A tester is one who accepted the app's tester invitation.
 */
public record Person(long id, String username, String name, boolean isPrivate, boolean isTester) {

    static final long LOWEST_ID = 27640875392278831L;
    private static final long LOWEST_PROFESSIONAL_ID = 17841400000000001L;

    public String idText() {
        return Long.toString(id);
    }

    /** The id of the professional Instagram account, which is not the one that apps see in callbacks. */
    public long professionalId() {
        return LOWEST_PROFESSIONAL_ID + id - LOWEST_ID;
    }

    public String professionalIdText() {
        return Long.toString(professionalId());
    }

    public Person named(String value) {
        return new Person(id, username, value, isPrivate, isTester);
    }

    public Person asPrivate(boolean value) {
        return new Person(id, username, name, value, isTester);
    }

    public Person asTester(boolean value) {
        return new Person(id, username, name, isPrivate, value);
    }
}
