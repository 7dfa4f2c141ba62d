package io.tokenkeep.refresh.account;

/** An account as no rule leaves it: alive, and with nothing to be done about it. */
public final class UnplannedAccount {

    private static final AccountFormat FORMAT = new AccountFormat();

    private UnplannedAccount() {}

    /** Of a stored account, the same without its plan. */
    public static byte[] of(byte[] stored) {
        Account account = FORMAT.read(stored);
        account.plan = null;
        return FORMAT.write(account);
    }
}
