package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.Token;

/** Accounts as no rule leaves them. */
public final class SpoiledAccounts {

    private static final AccountFormat FORMAT = new AccountFormat();

    private SpoiledAccounts() {}

    /** Of a stored account, the same without its plan: alive, and with nothing to be done about it. */
    public static byte[] withoutPlan(byte[] stored) {
        Account account = FORMAT.read(stored);
        Planner.plan(account, null);
        return FORMAT.write(account);
    }

    /** Of a stored account, the same with a current token of this sequence. */
    public static byte[] withSequence(byte[] stored, long sequence) {
        Account account = FORMAT.read(stored);
        account.learnt(Token.newBuilder(account.current()).setSequence(sequence).build());
        return FORMAT.write(account);
    }
}
